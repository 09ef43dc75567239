package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How the work of an {@link AskingHandler} ends, or goes on: with its result, or with what it has
 * to know before.
 */
public sealed interface Outcome<R> {

    /** The work is done. */
    record Done<R>(R result) implements Outcome<R> {
        public Done {
            requireNonNull(result, "result is null");
        }
    }

    /**
     * The work goes on when all of this is answered.
     *
     * @param requests by key; 1 to {@value #MOST} of them, which the client may ask at once. A key
     *     has letters, digits, {@code _}, {@code -} and {@code .}; 1 to 64 characters
     * @param then what happens with the answers, one for each key; each fits its request
     */
    record InputRequired<R>(
            Map<String, InputRequest<?>> requests, Function<InputResponses, Outcome<R>> then)
            implements Outcome<R> {

        private static final int MOST = 16;
        private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

        public InputRequired {
            requests = Collections.unmodifiableMap(new LinkedHashMap<>(requests));
            requireNonNull(then, "then is null");
            if (requests.isEmpty() || requests.size() > MOST) {
                throw new IllegalArgumentException("1 to " + MOST + " things are asked at once");
            }
            if (!requests.keySet().stream().allMatch(key -> KEY.matcher(key).matches())) {
                throw new IllegalArgumentException("not a key: " + requests.keySet());
            }
        }
    }

    /** The work is done, with {@code result}. */
    static <R> Outcome<R> done(R result) {
        return new Done<>(result);
    }

    /** The work goes on when {@code request} is answered. */
    static <A extends InputResponse, R> Outcome<R> ask(
            String key, InputRequest<A> request, Function<A, Outcome<R>> then) {
        return new InputRequired<>(
                Map.of(key, request),
                responses -> then.apply(responses.to(key, request.responseType())));
    }

    /** The work goes on when all {@code requests} are answered. */
    static <R> Outcome<R> askAll(
            Map<String, InputRequest<?>> requests, Function<InputResponses, Outcome<R>> then) {
        return new InputRequired<>(requests, then);
    }
}
