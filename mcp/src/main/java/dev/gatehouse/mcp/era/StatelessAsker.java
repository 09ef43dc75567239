package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.input.InputLimits;
import dev.gatehouse.mcp.input.InputResponse;
import dev.gatehouse.mcp.input.InputResponses;
import dev.gatehouse.mcp.peer.ClientCapability;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.RpcError;
import dev.gatehouse.mcp.rpc.RpcException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the stateless era asks (MCP since 2026-07-28, multi round-trip requests): with a result that
 * says what is missing, for the client to send its request again with the answers. Nothing is kept
 * in between; what must be known again is sealed and carried by the client.
 */
final class StatelessAsker {

    private final RequestStates states;
    private final InputLimits limits;

    StatelessAsker(Host host) {
        this.states = new RequestStates(host);
        this.limits = host.input().limits();
    }

    /** What a request comes to. */
    sealed interface Settled {

        /**
         * Its result.
         *
         * @param asked whether it holds for these answers only
         */
        record Complete(ObjectNode result, boolean asked) implements Settled {}

        /** {@code InputRequiredResult}, without what all results have. */
        record InputRequired(ObjectNode result) implements Settled {}
    }

    /**
     * Runs the work of {@code method} from its start, as far as it comes.
     *
     * @param name of the method
     * @throws RpcException when the request carries a state or answers that are none, or its client
     *     cannot be asked what must be asked
     */
    Settled settle(String name, Method method, Inquiry inquiry) {
        return method.mayAsk()
                ? asking(name, method, inquiry)
                : new Settled.Complete(result(method.work().apply(inquiry)), false);
    }

    private Settled asking(String name, Method method, Inquiry inquiry) {
        RequestState before = states.open(name, inquiry);
        ObjectNode sent = inquiry.object("inputResponses");
        Replay replay = new Replay(before, sent, inquiry.peer().revision(), limits);
        Step step = method.work().apply(inquiry);
        while (step instanceof Step.Asks asks) {
            requireCapabilities(asks, inquiry);
            Map<String, InputResponse> known = replay.next(asks);
            if (known.size() < asks.requests().size()) {
                return ask(asks.without(known), replay, name, inquiry);
            }
            step = asks.then().apply(new InputResponses(known));
        }
        return new Settled.Complete(result(step), replay.hasAsked());
    }

    private static ObjectNode result(Step step) {
        return switch (step) {
            case Step.Finished(ObjectNode result) -> result;
            case Step.Asks _ -> throw new IllegalStateException("something is asked still");
        };
    }

    private Settled ask(Step.Asks left, Replay replay, String method, Inquiry inquiry) {
        RequestState state = replay.state(left);
        if (state.trips() > limits.rounds()) {
            return refused(left, "This needs input, and the client was asked too often");
        }
        Optional<String> sealed = states.seal(state, method, inquiry);
        if (sealed.isEmpty()) {
            return refused(left, "This needs input, and what was answered so far is too large");
        }
        InputWire wire = new InputWire(inquiry.peer().revision());
        ObjectNode result = Wire.object();
        ObjectNode requests = result.putObject("inputRequests");
        left.requests().forEach((key, request) -> requests.set(key, wire.request(request)));
        return new Settled.InputRequired(result.put(RequestStates.PARAM, sealed.get()));
    }

    private static Settled refused(Step.Asks left, String words) {
        return new Settled.Complete(result(left.refused().apply(words)), true);
    }

    private static void requireCapabilities(Step.Asks asks, Inquiry inquiry) {
        List<ClientCapability> missing =
                InputNeeds.missing(asks.requests().values(), inquiry.peer());
        if (!missing.isEmpty()) {
            ObjectNode data = Wire.object();
            data.set("requiredCapabilities", CapabilitiesParam.toJson(missing));
            String message = "The client did not declare what this needs: " + missing;
            throw new RpcException(
                    new RpcError(ErrorCode.MISSING_CLIENT_CAPABILITY, message, data));
        }
    }
}
