package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.exchange.Questions.Question;
import dev.gatehouse.mcp.exchange.Questions.Reply;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.input.InputLimits;
import dev.gatehouse.mcp.input.InputRequest;
import dev.gatehouse.mcp.input.InputResponse;
import dev.gatehouse.mcp.input.InputResponses;
import dev.gatehouse.mcp.input.UrlElicitation;
import dev.gatehouse.mcp.json.Excerpt;
import dev.gatehouse.mcp.peer.ClientCapability;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RequestId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the handshake era asks: with requests to the client, while the call that asks goes on and
 * waits for them. While it waits it holds no place that other calls wait for.
 */
final class HandshakeAsker {

    private static final int LONGEST_SHOWN = 200;

    private final Supplier<String> ids;
    private final InputLimits limits;

    HandshakeAsker(Host host) {
        this.ids = host.ids();
        this.limits = host.input().limits();
    }

    /** A request that was sent, or is about to be. */
    private record Asked(String key, InputRequest<?> request, Question question) {}

    /** The result that {@code first} leads to, when everything is asked. */
    ObjectNode settle(Step first, Inquiry inquiry) {
        Step step = first;
        for (int round = 0; true; round++) {
            switch (step) {
                case Step.Finished(ObjectNode result) -> {
                    return result;
                }
                case Step.Asks asks ->
                        step =
                                round < limits.rounds()
                                        ? settle(asks, inquiry)
                                        : asks.refused().apply(words("was asked too often"));
            }
        }
    }

    private Step settle(Step.Asks asks, Inquiry inquiry) {
        Optional<String> obstacle = obstacle(asks, inquiry);
        if (obstacle.isPresent()) {
            return asks.refused().apply(obstacle.get());
        }
        Exchange exchange = inquiry.exchange();
        if (!exchange.turn().pause()) {
            return asks.refused().apply(words("is asked too much at once"));
        }
        List<Asked> asked = new ArrayList<>();
        Gathered gathered;
        try {
            gathered = open(asks, exchange, asked) ? ask(asked, inquiry) : tooMany();
        } finally {
            asked.forEach(one -> one.question().close());
            exchange.turn().resume();
        }
        return gathered.next(asks);
    }

    private Optional<String> obstacle(Step.Asks asks, Inquiry inquiry) {
        Peer peer = inquiry.peer();
        List<ClientCapability> missing = InputNeeds.missing(asks.requests().values(), peer);
        if (!missing.isEmpty()) {
            return Optional.of(words("did not declare what this needs: " + missing));
        }
        if (!InputNeeds.areInRevision(asks.requests().values(), peer)) {
            String revision = peer.revision().text();
            return Optional.of(words("speaks " + revision + ", whose forms have no such field"));
        }
        boolean over = inquiry.exchange().session().ending().isCancelled();
        return over ? Optional.of(words("is gone")) : Optional.empty();
    }

    /** Opens a question for each request; false when there are too many. */
    private boolean open(Step.Asks asks, Exchange exchange, List<Asked> asked) {
        for (Map.Entry<String, InputRequest<?>> entry : asks.requests().entrySet()) {
            RequestId id = new RequestId.Text(ids.get());
            Optional<Question> question =
                    exchange.session().questions().open(id, limits.patience());
            question.ifPresent(
                    open -> asked.add(new Asked(entry.getKey(), entry.getValue(), open)));
        }
        return asked.size() == asks.requests().size();
    }

    /** What came of a round. */
    private sealed interface Gathered {

        Step next(Step.Asks asks);

        /** Answers that fit; not always all of them. */
        record Answers(Map<String, InputResponse> known) implements Gathered {
            @Override
            public Step next(Step.Asks asks) {
                return known.size() == asks.requests().size()
                        ? asks.then().apply(new InputResponses(known))
                        : asks.without(known);
            }
        }

        /** No answers. */
        record Failure(String words) implements Gathered {
            @Override
            public Step next(Step.Asks asks) {
                return asks.refused().apply(words);
            }
        }
    }

    private Gathered ask(List<Asked> asked, Inquiry inquiry) {
        Exchange exchange = inquiry.exchange();
        Runnable end = () -> asked.forEach(one -> one.question().end());
        try (var _ = inquiry.cancellation().onCancel(end);
                var _ = exchange.session().ending().onCancel(end)) {
            InputWire wire = new InputWire(inquiry.peer().revision());
            asked.forEach(one -> send(request(one, wire), exchange));
            Gathered gathered = gather(asked);
            takeBack(asked, exchange);
            return gathered;
        }
    }

    private static void send(Message request, Exchange exchange) {
        exchange.flight().whileOpen(() -> exchange.outbox().send(request));
    }

    private Message request(Asked asked, InputWire wire) {
        ObjectNode params = wire.params(asked.request());
        if (asked.request() instanceof UrlElicitation) {
            params.put("elicitationId", ids.get());
        }
        return new Message.Request(
                asked.question().id(), InputWire.method(asked.request()), params);
    }

    /** Tells the client, if it is there, what it need not answer any more. */
    private static void takeBack(List<Asked> asked, Exchange exchange) {
        for (Asked one : asked) {
            if (!one.question().isAnswered() && !exchange.session().ending().isCancelled()) {
                ObjectNode params = Wire.object();
                params.set("requestId", one.question().id().toJson());
                exchange.outbox().send(new Message.Notification("notifications/cancelled", params));
            }
        }
    }

    private Gathered gather(List<Asked> asked) {
        Map<String, InputResponse> known = new HashMap<>();
        for (Asked one : asked) {
            String method = InputWire.method(one.request());
            switch (one.question().await()) {
                case Reply.Result(ObjectNode result) ->
                        AnswerReader.read(one.request(), result, limits)
                                .ifPresent(response -> known.put(one.key(), response));
                case Reply.Failed(String message) -> {
                    String shown = Excerpt.of(message, LONGEST_SHOWN);
                    return failure("answered " + method + " with an error: " + shown);
                }
                case Reply.Ended() -> {
                    return failure("is gone");
                }
                case Reply.Late() -> {
                    long seconds = limits.patience().toSeconds();
                    return failure("did not answer " + method + " within " + seconds + " s");
                }
            }
        }
        return new Gathered.Answers(known);
    }

    private static Gathered tooMany() {
        return failure("is asked too much at once");
    }

    private static Gathered failure(String what) {
        return new Gathered.Failure(words(what));
    }

    private static String words(String what) {
        return "This needs input, and the client " + what;
    }
}
