package dev.gatehouse.mcp.era;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.input.InputSettings;
import dev.gatehouse.mcp.json.JsonLimits;
import dev.gatehouse.mcp.json.JsonReader;
import dev.gatehouse.mcp.json.JsonWriter;
import dev.gatehouse.mcp.json.MalformedJsonException;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.rpc.RpcException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives out request states and takes them back: sealed, for a while, and only for the same
 * principal, revision, method and parameters.
 */
final class RequestStates {

    /** Where a request carries its state. */
    static final String PARAM = "requestState";

    /** What differs between the first request of a call and those that answer. */
    private static final Set<String> CHANGING = Set.of("_meta", "inputResponses", PARAM);

    private static final String KIND = "gatehouse requestState 1";
    private static final String UNTIL = "until";

    private final JsonReader reader = new JsonReader(JsonLimits.DEFAULT);
    private final JsonWriter writer = new JsonWriter();
    private final Host host;
    private final InputSettings settings;

    RequestStates(Host host) {
        this.host = host;
        this.settings = host.input();
    }

    /**
     * The state that a request carries.
     *
     * @throws RpcException when it is none that we gave out for this request, or an old one
     */
    RequestState open(String method, Inquiry inquiry) {
        JsonNode sent = inquiry.params().path(PARAM);
        if (sent.isMissingNode()) {
            return RequestState.NONE;
        }
        String text = inquiry.text(PARAM, "a text that we gave out");
        Optional<JsonNode> opened =
                text.length() > settings.limits().stateBytes()
                        ? Optional.empty()
                        : settings.seal().open(text, purpose(method, inquiry)).map(this::read);
        JsonNode json = opened.orElseThrow(() -> refused(method, inquiry.peer(), false));
        if (settings.clock().instant().getEpochSecond() >= json.required(UNTIL).longValue()) {
            throw refused(method, inquiry.peer(), true);
        }
        return RequestState.of(json);
    }

    /** {@code state} for the client to carry; empty when it is too large. */
    Optional<String> seal(RequestState state, String method, Inquiry inquiry) {
        Instant until = settings.clock().instant().plus(settings.limits().stateLife());
        ObjectNode json = state.toJson().put(UNTIL, until.getEpochSecond());
        String sealed = settings.seal().seal(writer.write(json), purpose(method, inquiry));
        return Optional.of(sealed).filter(text -> text.length() <= settings.limits().stateBytes());
    }

    private byte[] purpose(String method, Inquiry inquiry) {
        ObjectNode call = inquiry.params().deepCopy();
        call.remove(CHANGING);
        ObjectNode purpose = Wire.object().put("kind", KIND).put("method", method);
        purpose.put("principal", inquiry.peer().principal().key());
        purpose.put("revision", inquiry.peer().revision().text());
        purpose.set("params", call);
        return Fingerprint.of(purpose).getBytes(UTF_8);
    }

    private JsonNode read(byte[] json) {
        try {
            return reader.read(json);
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("we sealed what is no state", e);
        }
    }

    private RpcException refused(String method, Peer peer, boolean expired) {
        host.incidents().report(new Incident.RefusedState(peer, method, expired));
        String what = expired ? "has expired" : "is none that we gave out for this request";
        return RpcException.invalidParams(
                "\"" + PARAM + "\" " + what + ": send the request again without it");
    }
}
