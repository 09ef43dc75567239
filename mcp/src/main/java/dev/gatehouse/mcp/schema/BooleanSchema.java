package dev.gatehouse.mcp.schema;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** True or false. */
public record BooleanSchema(Notes notes) implements Schema {

    /** The same, where an absent value means {@code value}. */
    public BooleanSchema fallback(boolean value) {
        return new BooleanSchema(notes.withFallback(JsonNodeFactory.instance.booleanNode(value)));
    }

    /**
     * The same, repeated by clients in the HTTP header {@code Mcp-Param-} with this name behind it,
     * for whoever passes requests on. Not for secrets.
     */
    public BooleanSchema header(String name) {
        return new BooleanSchema(notes.withHeader(name));
    }

    @Override
    public Optional<String> header() {
        return notes.header();
    }

    @Override
    public ObjectNode toJson() {
        return notes.schema("boolean");
    }

    @Override
    public String expectation() {
        return "true or false";
    }

    @Override
    public JsonNode example() {
        return JsonNodeFactory.instance.booleanNode(true);
    }

    @Override
    public void check(JsonNode value, String place, Mistakes mistakes) {
        if (!value.isBoolean()) {
            mistakes.wrong(place, this, value);
        }
    }
}
