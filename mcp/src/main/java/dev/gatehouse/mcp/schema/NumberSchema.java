package dev.gatehouse.mcp.schema;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Any number. */
public record NumberSchema(Notes notes) implements Schema {

    @Override
    public ObjectNode toJson() {
        return notes.schema("number");
    }

    @Override
    public String expectation() {
        return "a number";
    }

    @Override
    public JsonNode example() {
        return notes.example();
    }

    @Override
    public void check(JsonNode value, String place, Mistakes mistakes) {
        if (!value.isNumber()) {
            mistakes.wrong(place, this, value);
        }
    }
}
