package dev.gatehouse.mcp.rpc;

import dev.gatehouse.mcp.json.JsonWriter;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns messages into text: UTF-8, no line break inside. */
public final class MessageEncoder {

    private final JsonWriter writer = new JsonWriter();

    /** The text of one message. */
    public byte[] encode(Message message) {
        return writer.write(toJson(message));
    }

    /** The text of a batch (JSON-RPC 2.0, section 6). */
    public byte[] encode(List<Message> batch) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(batch.size());
        batch.forEach(message -> array.add(toJson(message)));
        return writer.write(array);
    }

    private static ObjectNode toJson(Message message) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("jsonrpc", "2.0");
        switch (message) {
            case Message.Request(RequestId id, String method, ObjectNode params) -> {
                json.set("id", id.toJson());
                json.put("method", method);
                json.set("params", params);
            }
            case Message.Notification(String method, ObjectNode params) -> {
                json.put("method", method);
                json.set("params", params);
            }
            case Message.Response(RequestId id, ObjectNode result) -> {
                json.set("id", id.toJson());
                json.set("result", result);
            }
            case Message.ErrorResponse(RequestId id, RpcError error) -> {
                json.set("id", id.toJson());
                json.set("error", toJson(error));
            }
            case Message.UnidentifiedError(RpcError error, boolean nullId) -> {
                if (nullId) {
                    json.putNull("id");
                }
                json.set("error", toJson(error));
            }
        }
        return json;
    }

    private static ObjectNode toJson(RpcError error) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", error.code().code()).put("message", error.message());
        if (!error.data().isMissingNode()) {
            json.set("data", error.data());
        }
        return json;
    }
}
