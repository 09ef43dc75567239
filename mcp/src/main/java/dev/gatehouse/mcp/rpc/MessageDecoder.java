package dev.gatehouse.mcp.rpc;

import static dev.gatehouse.mcp.rpc.ErrorCode.INVALID_PARAMS;
import static dev.gatehouse.mcp.rpc.ErrorCode.INVALID_REQUEST;
import static dev.gatehouse.mcp.rpc.ErrorCode.PARSE_ERROR;

import dev.gatehouse.mcp.json.JsonLimits;
import dev.gatehouse.mcp.json.JsonReader;
import dev.gatehouse.mcp.json.MalformedJsonException;
import dev.gatehouse.mcp.rpc.Received.Batch;
import dev.gatehouse.mcp.rpc.Received.Invalid;
import dev.gatehouse.mcp.rpc.Received.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns a text into messages. A mistake in the text is a value, so that the reader goes on. */
public final class MessageDecoder {

    private final JsonReader reader;
    private final int maxBatch;

    /**
     * @param maxBatch the most messages in one batch
     */
    public MessageDecoder(JsonLimits limits, int maxBatch) {
        this.reader = new JsonReader(limits);
        this.maxBatch = maxBatch;
    }

    /** Reads one text in UTF-8. */
    public Received decode(byte[] utf8) {
        try {
            JsonNode json = reader.read(utf8);
            return json.isArray() ? batch(json) : single(json);
        } catch (MalformedJsonException e) {
            return new Invalid(
                    Optional.empty(), new RpcError(PARSE_ERROR, String.valueOf(e.getMessage())));
        }
    }

    private Received batch(JsonNode json) {
        if (json.isEmpty()) {
            return invalid(Optional.empty(), "A batch holds at least one message");
        }
        if (json.size() > maxBatch) {
            return invalid(Optional.empty(), "A batch holds at most " + maxBatch + " messages");
        }
        List<Received> elements = new ArrayList<>(json.size());
        for (JsonNode element : json) {
            elements.add(single(element));
        }
        return new Batch(elements);
    }

    private static Received single(JsonNode json) {
        if (!(json instanceof ObjectNode message)) {
            return invalid(Optional.empty(), "A message is a JSON object");
        }
        Optional<RequestId> id = RequestId.of(message.path("id"));
        if (!message.has("method") && (message.has("result") || message.has("error"))) {
            return new Single(answer(message, id));
        }
        if (!isText(message.path("jsonrpc"), "2.0")) {
            return invalid(id, "A message has \"jsonrpc\": \"2.0\"");
        }
        if (message.has("id") && id.isEmpty()) {
            return invalid(id, "An id is a string or an integer");
        }
        return message.has("method")
                ? call(message, id)
                : invalid(id, "A message has a method, a result or an error");
    }

    private static Received call(ObjectNode message, Optional<RequestId> id) {
        JsonNode method = message.path("method");
        if (!method.isString()) {
            return invalid(id, "A method is a string");
        }
        JsonNode params = message.path("params");
        // A notification is never answered, so one with odd parameters is one without.
        if (id.isPresent() && !params.isObject() && !params.isMissingNode()) {
            return new Invalid(id, new RpcError(INVALID_PARAMS, "\"params\" is an object"));
        }
        ObjectNode known =
                params instanceof ObjectNode object
                        ? object
                        : JsonNodeFactory.instance.objectNode();
        String name = method.stringValue();
        return new Single(
                id.<Message>map(present -> new Message.Request(present, name, known))
                        .orElseGet(() -> new Message.Notification(name, known)));
    }

    /** An answer is never answered: what is none that can be read, is one that failed. */
    private static Message answer(ObjectNode message, Optional<RequestId> id) {
        if (isText(message.path("jsonrpc"), "2.0")
                && id.isPresent()
                && message.path("result") instanceof ObjectNode result) {
            return new Message.Response(id.get(), result);
        }
        // The client's own code says nothing to us: a failed answer is all that can be known.
        String text = message.path("error").path("message").asString("no answer that can be read");
        RpcError known = new RpcError(ErrorCode.INTERNAL_ERROR, text);
        return id.<Message>map(present -> new Message.ErrorResponse(present, known))
                .orElseGet(() -> new Message.UnidentifiedError(known, false));
    }

    private static boolean isText(JsonNode json, String text) {
        return json.isString() && json.stringValue().equals(text);
    }

    private static Invalid invalid(Optional<RequestId> id, String message) {
        return new Invalid(id, new RpcError(INVALID_REQUEST, message));
    }
}
