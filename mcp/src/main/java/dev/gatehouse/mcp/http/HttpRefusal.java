package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.peer.Principal;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RequestId;
import dev.gatehouse.mcp.rpc.RpcError;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Ends the handling of a request with an HTTP status and words for the client's developer. */
final class HttpRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> headers;
    private final transient Optional<RequestId> id;
    private final transient RpcError error;
    private final transient Function<Principal, Optional<Incident>> incident;

    private HttpRefusal(
            int status,
            Map<String, String> headers,
            Optional<RequestId> id,
            RpcError error,
            Function<Principal, Optional<Incident>> incident) {
        super("HTTP status " + status, null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.id = id;
        this.error = error;
        this.incident = incident;
    }

    /** The same, as something particular. */
    private HttpRefusal heard(Function<Principal, Incident> what) {
        return new HttpRefusal(status, headers, id, error, what.andThen(Optional::of));
    }

    /** The same, of which the embedding program has heard already. */
    HttpRefusal told() {
        return new HttpRefusal(status, headers, id, error, _ -> Optional.empty());
    }

    /** The request cannot be understood or is not allowed now. */
    static HttpRefusal badRequest(String words) {
        return refusal(400, Map.of(), words);
    }

    /** The request cannot be understood, and this error says why. */
    static HttpRefusal badRequest(RpcError error) {
        return refusal(400, Map.of(), error);
    }

    /** The headers do not say what the body says (MCP 2026-07-28, server validation). */
    static HttpRefusal headerMismatch(String words) {
        return badRequest(new RpcError(ErrorCode.HEADER_MISMATCH, "Header mismatch: " + words));
    }

    /** The body is no message, and this error says why. */
    static HttpRefusal unreadable(RpcError error) {
        return badRequest(error);
    }

    /** A batch, where there are none. */
    static HttpRefusal noBatches() {
        return badRequest("This revision has no batches: send one message a request");
    }

    /** The request must name a session. */
    static HttpRefusal sessionMissing() {
        return badRequest(HttpRequest.SESSION + " is missing: it came with the initialize answer");
    }

    /** The same, where something was asked. */
    static HttpRefusal askedWithoutSession() {
        return sessionMissing().heard(principal -> new Incident.NoSession(principal, false));
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

    /**
     * What the request shows of its sender is not enough for the tool (RFC 6750, section 3.1).
     *
     * @param challenge says what would be
     */
    static HttpRefusal notCleared(String challenge) {
        String words = "The token does not reach as far as this tool";
        return refusal(403, Map.of("WWW-Authenticate", challenge), words)
                .heard(Incident.NotCleared::new);
    }

    static HttpRefusal wrongMethod() {
        String words = "This endpoint takes POST, GET and DELETE";
        return refusal(405, Map.of("Allow", "GET, POST, DELETE"), words);
    }

    /** The method belongs to sessions, and the revision has none. */
    static HttpRefusal postOnly() {
        return refusal(405, Map.of("Allow", "POST"), "This revision has POST only");
    }

    static HttpRefusal notAcceptable() {
        String words = "Accept lists application/json and text/event-stream";
        return refusal(406, Map.of(), words);
    }

    static HttpRefusal noEvents() {
        return refusal(406, Map.of(), "Accept lists text/event-stream");
    }

    static HttpRefusal tooSlow() {
        return refusal(408, Map.of("Connection", "close"), "The body did not come in time");
    }

    static HttpRefusal tooLarge(int most) {
        return refusal(413, Map.of("Connection", "close"), "A body has at most " + most + " bytes");
    }

    /** What a stream holds as long as it is open is to be small. */
    static HttpRefusal tooLargeToListen(int most) {
        return refusal(413, Map.of(), "A subscription has at most " + most + " bytes");
    }

    static HttpRefusal wrongMediaType() {
        return refusal(415, Map.of(), "Content-Type is application/json, in UTF-8, not encoded");
    }

    /** One session or identity has too much under way. */
    static HttpRefusal tooMany() {
        return refusal(429, Map.of("Retry-After", "1"), "Too many requests at once")
                .heard(Incident.Crowded::new);
    }

    /** One identity listens too often. */
    static HttpRefusal tooManyStreams() {
        return refusal(429, Map.of("Retry-After", "1"), "Too many subscriptions at once")
                .heard(Incident.Crowded::new);
    }

    /** The server failed; the fault is not the client's, and was reported. */
    static HttpRefusal failed(String words) {
        RpcError error = new RpcError(ErrorCode.INTERNAL_ERROR, words);
        return refusal(500, Map.of(), error).told();
    }

    /** All clients together have too much under way. */
    static HttpRefusal busy() {
        return refusal(503, Map.of("Retry-After", "1"), "The server is busy")
                .heard(Incident.Crowded::new);
    }

    private static HttpRefusal refusal(int status, Map<String, String> headers, String words) {
        return refusal(status, headers, new RpcError(ErrorCode.INVALID_REQUEST, words));
    }

    private static HttpRefusal refusal(int status, Map<String, String> headers, RpcError error) {
        return new HttpRefusal(
                status,
                headers,
                Optional.empty(),
                error,
                principal -> Optional.of(new Incident.Unreadable(principal)));
    }

    /** The same, as the answer to the request with this id. */
    HttpRefusal about(RequestId request) {
        return new HttpRefusal(status, headers, Optional.of(request), error, incident);
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
        return id.<Message>map(known -> new Message.ErrorResponse(known, error))
                .orElseGet(() -> new Message.UnidentifiedError(error, false));
    }
}
