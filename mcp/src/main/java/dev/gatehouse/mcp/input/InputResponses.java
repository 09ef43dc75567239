package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;

/**
 * The answers to what was asked at once.
 *
 * @param byKey one for each key that was asked
 */
public record InputResponses(Map<String, InputResponse> byKey) {

    public InputResponses {
        byKey = Map.copyOf(byKey);
    }

    /** The answer to a form or a link. */
    public Elicited elicited(String key) {
        return to(key, Elicited.class);
    }

    /** The answer of a model. */
    public Sampled sampled(String key) {
        return to(key, Sampled.class);
    }

    /** The answer about roots. */
    public ListedRoots roots(String key) {
        return to(key, ListedRoots.class);
    }

    /** These answers and {@code others}. */
    public InputResponses and(InputResponses others) {
        Map<String, InputResponse> all = new HashMap<>(byKey);
        all.putAll(others.byKey);
        return new InputResponses(all);
    }

    <A extends InputResponse> A to(String key, Class<A> type) {
        return type.cast(requireNonNull(byKey.get(key), () -> "nothing was asked as " + key));
    }
}
