package dev.gatehouse.mcp.era;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client carries from one request of a call to the next (MCP since 2026-07-28,
 * requestState).
 *
 * @param trips how often the call has asked
 * @param rounds what was answered in each round, by key: the question's fingerprint and the answer;
 *     the last round still lacks some
 * @param asked the fingerprints of the questions that are not answered yet, by key
 */
record RequestState(int trips, List<ObjectNode> rounds, ObjectNode asked) {

    /** The state of a request that carries none. */
    static final RequestState NONE = new RequestState(0, List.of(), Wire.object());

    private static final String TRIPS = "trips";
    private static final String ROUNDS = "rounds";
    private static final String ASKED = "asked";

    RequestState {
        rounds = List.copyOf(rounds);
    }

    /** Reads what {@link #toJson} wrote. */
    static RequestState of(JsonNode json) {
        List<ObjectNode> rounds = new ArrayList<>();
        json.path(ROUNDS).forEach(round -> rounds.add(round.asObject()));
        return new RequestState(
                json.required(TRIPS).intValue(), rounds, json.required(ASKED).asObject());
    }

    ObjectNode toJson() {
        ObjectNode json = Wire.object().put(TRIPS, trips);
        ArrayNode list = json.putArray(ROUNDS);
        rounds.forEach(list::add);
        json.set(ASKED, asked);
        return json;
    }
}
