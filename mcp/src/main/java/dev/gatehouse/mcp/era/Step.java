package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.input.InputRequest;
import dev.gatehouse.mcp.input.InputResponse;
import dev.gatehouse.mcp.input.InputResponses;
import dev.gatehouse.mcp.input.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** An {@link Outcome} whose result already looks as it will be sent. */
sealed interface Step {

    /** There is a result. */
    record Finished(ObjectNode result) implements Step {}

    /**
     * Something must be asked before.
     *
     * @param requests by key
     * @param then where it goes with an answer to each of them
     * @param refused where it goes when they cannot be asked, with the words about why
     */
    record Asks(
            Map<String, InputRequest<?>> requests,
            Function<InputResponses, Step> then,
            Function<String, Step> refused)
            implements Step {

        /** The same without the requests that {@code known} answers. */
        Asks without(Map<String, InputResponse> known) {
            Map<String, InputRequest<?>> left = new LinkedHashMap<>(requests);
            left.keySet().removeAll(known.keySet());
            InputResponses before = new InputResponses(known);
            return new Asks(left, more -> then.apply(before.and(more)), refused);
        }
    }

    /**
     * The step that {@code outcome} is.
     *
     * @param shape what a result looks like
     * @param refusal the result of work that could not ask, with the words about why
     */
    static <R> Step of(
            Outcome<R> outcome, Function<R, ObjectNode> shape, Function<String, R> refusal) {
        return switch (outcome) {
            case Outcome.Done<R>(R result) -> new Finished(shape.apply(result));
            case Outcome.InputRequired<R>(var requests, var then) ->
                    new Asks(
                            requests,
                            responses -> of(then.apply(responses), shape, refusal),
                            words -> new Finished(shape.apply(refusal.apply(words))));
        };
    }
}
