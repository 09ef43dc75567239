package dev.gatehouse.mcp.input;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** True or false. */
public record FlagField(String title, String description, JsonNode fallback) implements FormField {

    /** The same with a default. */
    public FlagField fallback(boolean value) {
        return new FlagField(title, description, JsonNodeFactory.instance.booleanNode(value));
    }

    @Override
    public boolean fits(JsonNode value) {
        return value.isBoolean();
    }
}
