package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.offer.Cursor;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.rpc.RpcException;
import dev.gatehouse.mcp.tool.Cancellation;
import dev.gatehouse.mcp.tool.Log;
import dev.gatehouse.mcp.tool.LogLevel;
import dev.gatehouse.mcp.tool.Progress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request whose sender is known, and its parameters as what they should be.
 *
 * @param params as the client sent them
 * @param logLevel from which severity on the client wants log messages; empty when it wants none
 */
record Inquiry(
        Peer peer, ObjectNode params, Exchange exchange, Supplier<Optional<LogLevel>> logLevel) {

    /** The text of a parameter that must be there; {@code what} says what it is. */
    String text(String name, String what) {
        JsonNode value = params.path(name);
        if (!value.isString()) {
            throw RpcException.invalidParams("\"" + name + "\" is " + what);
        }
        return value.stringValue();
    }

    /** The object of a parameter; an empty one when it is absent. */
    ObjectNode object(String name) {
        return object(params, name);
    }

    /** The texts of a parameter that is an object of texts; empty when it is absent. */
    Map<String, String> texts(String name) {
        return texts(params, name);
    }

    /** The place in a list that the client asks for. */
    Cursor cursor() {
        JsonNode cursor = params.path("cursor");
        if (cursor.isMissingNode()) {
            return Cursor.START;
        }
        return cursor.asStringOpt()
                .flatMap(Cursor::parse)
                .orElseThrow(
                        () -> RpcException.invalidParams("\"cursor\" is not one that we gave out"));
    }

    /** What the work hears when the request is cancelled. */
    Cancellation cancellation() {
        return exchange.flight().cancellation();
    }

    /** Where to tell how far the work is. */
    Progress progress() {
        return new ProgressNotifications(exchange, peer.revision(), params);
    }

    /** Where the work of {@code logger} says what the client may want to log. */
    Log log(String logger) {
        return new LogNotifications(exchange, logger, logLevel);
    }

    /** An object inside {@code json}; an empty one when it is absent. */
    static ObjectNode object(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw RpcException.invalidParams("\"" + name + "\" is an object");
    }

    /** An object of texts inside {@code json}; null for a text means absent. */
    static Map<String, String> texts(JsonNode json, String name) {
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : object(json, name).properties()) {
            JsonNode value = entry.getValue();
            if (value.isString()) {
                texts.put(entry.getKey(), value.stringValue());
            } else if (!value.isNull()) {
                throw RpcException.invalidParams("\"" + name + "\" is an object of texts");
            }
        }
        return texts;
    }
}
