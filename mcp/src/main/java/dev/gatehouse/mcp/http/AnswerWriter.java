package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.MessageEncoder;
import dev.gatehouse.mcp.rpc.RpcError;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the answer to one POST.
 *
 * @param form how a whole answer looks
 */
record AnswerWriter(HttpReply reply, MessageEncoder encoder, Form form) {

    /** How a whole answer looks. */
    enum Form {
        /** One message. */
        SINGLE,
        /** An array of messages. */
        BATCH,
        /** One message; some errors have a status of their own (MCP since 2026-07-28). */
        TELLING
    }

    private static final byte[] NOTHING = {};

    /** Answers are for one client and one moment, and no proxy may hold back a stream. */
    private static final Map<String, String> STREAM =
            Map.of(
                    "Content-Type",
                    MediaTypes.EVENTS,
                    "Cache-Control",
                    "no-store, no-transform",
                    "X-Accel-Buffering",
                    "no");

    /** There was nothing to answer. */
    void accepted() throws IOException {
        reply.whole(202, Map.of("Cache-Control", "no-store"), NOTHING);
    }

    /**
     * All answers at once; none, when all was cancelled: a stream that ends is the only way to say
     * nothing.
     */
    void whole(List<Message> answers) throws IOException {
        if (answers.isEmpty()) {
            stream();
        } else {
            whole(answers, Map.of());
        }
    }

    /** All answers at once, with further headers. */
    void whole(List<Message> answers, Map<String, String> headers) throws IOException {
        Message first = answers.getFirst();
        switch (form) {
            case SINGLE -> json(200, headers, encoder.encode(first));
            case BATCH -> json(200, headers, encoder.encode(answers));
            case TELLING -> json(status(first), headers, encoder.encode(first));
        }
    }

    private static int status(Message answer) {
        return answer instanceof Message.ErrorResponse(_, RpcError error) ? status(error) : 200;
    }

    private static int status(RpcError error) {
        return switch (error.code()) {
            case METHOD_NOT_FOUND -> 404;
            case HEADER_MISMATCH, MISSING_CLIENT_CAPABILITY, UNSUPPORTED_PROTOCOL_VERSION -> 400;
            case PARSE_ERROR,
                    INVALID_REQUEST,
                    INVALID_PARAMS,
                    INTERNAL_ERROR,
                    RESOURCE_NOT_FOUND,
                    REFUSED ->
                    200;
        };
    }

    /** An error with a status of its own. */
    void refused(HttpRefusal refusal) throws IOException {
        json(refusal.status(), refusal.headers(), encoder.encode(refusal.error()));
    }

    private void json(int status, Map<String, String> headers, byte[] body) throws IOException {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", MediaTypes.JSON);
        all.put("Cache-Control", "no-store");
        reply.whole(status, all, body);
    }

    /** Begins a stream of events. */
    EventWriter stream() throws IOException {
        return new EventWriter(reply.stream(STREAM), encoder);
    }
}
