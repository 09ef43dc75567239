package dev.gatehouse.mcp.schema;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Any JSON value, null included. */
public record AnySchema(Notes notes) implements Schema {

    @Override
    public ObjectNode toJson() {
        return notes.addTo(JsonNodeFactory.instance.objectNode());
    }

    @Override
    public String expectation() {
        return "any value";
    }

    @Override
    public JsonNode example() {
        return notes.example();
    }

    @Override
    public void check(JsonNode value, String place, Mistakes mistakes) {
        // Every value fits.
    }
}
