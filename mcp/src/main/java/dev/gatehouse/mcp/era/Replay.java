package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.input.InputLimits;
import dev.gatehouse.mcp.input.InputRequest;
import dev.gatehouse.mcp.input.InputResponse;
import dev.gatehouse.mcp.peer.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Leads a handler that runs again from its start through what was answered before, and records what
 * is answered now. An answer counts for the question that was shown, and for no other one that
 * stands in its place now. For one request and one thread.
 */
final class Replay {

    private static final String QUESTION = "question";
    private static final String ANSWER = "answer";

    private final RequestState before;
    private final ObjectNode sent;
    private final InputWire wire;
    private final InputLimits limits;
    private final List<ObjectNode> rounds = new ArrayList<>();

    /**
     * @param sent what the client answers with this request
     */
    Replay(RequestState before, ObjectNode sent, Revision revision, InputLimits limits) {
        this.before = before;
        this.sent = sent;
        this.wire = new InputWire(revision);
        this.limits = limits;
    }

    /** What is known of the answers to the next round; not always all of them. */
    Map<String, InputResponse> next(Step.Asks asks) {
        int round = rounds.size();
        ObjectNode recorded = Wire.object();
        rounds.add(recorded);
        Map<String, InputResponse> known = new HashMap<>();
        asks.requests()
                .forEach(
                        (key, request) -> {
                            String question = Fingerprint.of(wire.request(request));
                            for (JsonNode answer : answers(round, key, question)) {
                                read(request, answer)
                                        .ifPresent(
                                                response -> {
                                                    known.put(key, response);
                                                    record(recorded, key, question, answer);
                                                });
                            }
                        });
        return known;
    }

    private Optional<InputResponse> read(InputRequest<?> request, JsonNode answer) {
        return AnswerReader.read(request, answer, limits);
    }

    /** The one answer there may be to a question. */
    private List<JsonNode> answers(int round, String key, String question) {
        JsonNode earlier =
                round < before.rounds().size()
                        ? before.rounds().get(round).path(key)
                        : Wire.object().path(key);
        if (earlier.path(QUESTION).asString("").equals(question)) {
            return List.of(earlier.path(ANSWER));
        }
        return isAskedNow(round, key, question) && sent.has(key)
                ? List.of(sent.path(key))
                : List.of();
    }

    /** A client may answer at once what it knows will be asked: then nothing was shown before. */
    private boolean isAskedNow(int round, String key, String question) {
        return before.rounds().isEmpty()
                ? round == 0
                : round == before.rounds().size() - 1
                        && before.asked().path(key).asString("").equals(question);
    }

    private static void record(ObjectNode round, String key, String question, JsonNode answer) {
        round.putObject(key).put(QUESTION, question).set(ANSWER, answer);
    }

    /** Whether anything was asked. */
    boolean hasAsked() {
        return !rounds.isEmpty();
    }

    /** The state to go on from when {@code left} is answered. */
    RequestState state(Step.Asks left) {
        ObjectNode asked = Wire.object();
        left.requests()
                .forEach((key, request) -> asked.put(key, Fingerprint.of(wire.request(request))));
        return new RequestState(before.trips() + 1, rounds, asked);
    }
}
