package dev.gatehouse.mcp.rpc;

import java.math.BigInteger;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A request's identifier: a string or an integer, given back exactly as it came (MCP, basic). */
public sealed interface RequestId {

    /** An identifier that is a string. */
    record Text(String value) implements RequestId {}

    /** An identifier that is an integer of any size. */
    record Whole(BigInteger value) implements RequestId {}

    /** The identifier that {@code json} holds; empty when it is neither a string nor an integer. */
    static Optional<RequestId> of(JsonNode json) {
        if (json.isString()) {
            return Optional.of(new Text(json.stringValue()));
        }
        if (json.isIntegralNumber()) {
            return Optional.of(new Whole(json.bigIntegerValue()));
        }
        return Optional.empty();
    }

    /** The identifier as it stands in a message. */
    default JsonNode toJson() {
        return switch (this) {
            case Text(String value) -> JsonNodeFactory.instance.stringNode(value);
            case Whole(BigInteger value) -> JsonNodeFactory.instance.numberNode(value);
        };
    }
}
