package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.peer.Principal;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RpcError;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Ends the handling of a request with an HTTP status and words for the client's developer. */
final class HttpRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> headers;
    private final transient Message error;
    private final transient Function<Principal, Optional<Incident>> incident;

    private HttpRefusal(
            int status,
            Map<String, String> headers,
            Message error,
            Function<Principal, Optional<Incident>> incident) {
        super("HTTP status " + status, null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.error = error;
        this.incident = incident;
    }

    /** The same, and the embedding program hears of it. */
    private HttpRefusal heard(Function<Principal, Incident> what) {
        return new HttpRefusal(status, headers, error, what.andThen(Optional::of));
    }

    /** The request cannot be understood or is not allowed now. */
    static HttpRefusal badRequest(String words) {
        return refusal(400, Map.of(), words);
    }

    /** The body is no message, and this one says why. */
    static HttpRefusal unreadable(Message error) {
        return new HttpRefusal(400, Map.of(), error, _ -> Optional.empty())
                .heard(Incident.Unreadable::new);
    }

    /** A batch, where there are none. */
    static HttpRefusal noBatches() {
        return badRequest("This revision has no batches: send one message a request")
                .heard(Incident.Unreadable::new);
    }

    /** The request must name a session. */
    static HttpRefusal sessionMissing(String header) {
        return badRequest(header + " is missing: it came with the initialize answer")
                .heard(principal -> new Incident.NoSession(principal, false));
    }

    /**
     * There is no such session; the client is to begin a new one (MCP, session management).
     *
     * @param foreign whether there is one, and somebody else's
     */
    static HttpRefusal noSession(boolean foreign) {
        return refusal(404, Map.of(), "There is no such session: send initialize without one")
                .heard(principal -> new Incident.NoSession(principal, foreign));
    }

    static HttpRefusal wrongMethod() {
        String words = "This endpoint takes POST and DELETE; it offers no stream for GET";
        return refusal(405, Map.of("Allow", "POST, DELETE"), words);
    }

    static HttpRefusal notAcceptable() {
        String words = "Accept lists application/json and text/event-stream";
        return refusal(406, Map.of(), words);
    }

    static HttpRefusal tooSlow() {
        return refusal(408, Map.of("Connection", "close"), "The body did not come in time");
    }

    static HttpRefusal tooLarge(int most) {
        return refusal(413, Map.of("Connection", "close"), "A body has at most " + most + " bytes")
                .heard(Incident.Unreadable::new);
    }

    static HttpRefusal wrongMediaType() {
        return refusal(415, Map.of(), "Content-Type is application/json, in UTF-8, not encoded");
    }

    /** One session has too much under way. */
    static HttpRefusal tooMany() {
        return refusal(429, Map.of("Retry-After", "1"), "Too many requests in this session");
    }

    /** All sessions together have too much under way. */
    static HttpRefusal busy() {
        return refusal(503, Map.of("Retry-After", "1"), "The server is busy");
    }

    private static HttpRefusal refusal(int status, Map<String, String> headers, String words) {
        RpcError error = new RpcError(ErrorCode.INVALID_REQUEST, words);
        Message message = new Message.UnidentifiedError(error, false);
        return new HttpRefusal(status, headers, message, _ -> Optional.empty());
    }

    /** What the embedding program is to hear of it. */
    Optional<Incident> incident(Principal principal) {
        return incident.apply(principal);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The body. */
    Message error() {
        return error;
    }
}
