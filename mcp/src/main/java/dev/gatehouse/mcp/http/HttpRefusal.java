package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RpcError;
import java.util.Map;

/** Ends the handling of a request with an HTTP status and words for the client's developer. */
final class HttpRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> headers;
    private final transient Message error;

    private HttpRefusal(int status, Map<String, String> headers, Message error) {
        super("HTTP status " + status, null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.error = error;
    }

    /** The request cannot be understood or is not allowed now. */
    static HttpRefusal badRequest(String words) {
        return refusal(400, Map.of(), words);
    }

    /** The request cannot be understood, and this message says why. */
    static HttpRefusal badRequest(Message error) {
        return new HttpRefusal(400, Map.of(), error);
    }

    /** There is no such session; the client is to begin a new one (MCP, session management). */
    static HttpRefusal noSession() {
        return refusal(404, Map.of(), "There is no such session: send initialize without one");
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
        return refusal(413, Map.of(), "A body has at most " + most + " bytes");
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
        return new HttpRefusal(status, headers, new Message.UnidentifiedError(error, false));
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
