package dev.gatehouse.mcp.schema;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list.
 *
 * @param items what each element is
 * @param maxItems the most elements; {@link Integer#MAX_VALUE} for no bound
 */
public record ArraySchema(Notes notes, Schema items, int maxItems) implements Schema {

    public ArraySchema {
        if (maxItems < 0) {
            throw new IllegalArgumentException("maxItems is negative");
        }
        if (items.header().isPresent()
                || (items instanceof ObjectSchema object && !object.mirrored().isEmpty())) {
            throw new IllegalArgumentException("no header can repeat what stands in a list");
        }
    }

    /** The same with at most {@code count} elements. */
    public ArraySchema maxItems(int count) {
        return new ArraySchema(notes, items, count);
    }

    /** The same with a value that fits, for the reader and for messages. */
    public ArraySchema example(JsonNode value) {
        return new ArraySchema(notes.withExample(value), items, maxItems);
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode schema = notes.schema("array");
        schema.set("items", items.toJson());
        if (maxItems < Integer.MAX_VALUE) {
            schema.put("maxItems", maxItems);
        }
        return schema;
    }

    @Override
    public String expectation() {
        return maxItems < Integer.MAX_VALUE ? "a list of at most " + maxItems : "a list";
    }

    @Override
    public JsonNode example() {
        return notes.example();
    }

    @Override
    public void check(JsonNode value, String place, Mistakes mistakes) {
        if (!value.isArray() || value.size() > maxItems) {
            mistakes.wrong(place, this, value);
            return;
        }
        int index = 0;
        for (JsonNode element : value) {
            items.check(element, place + "[" + index++ + "]", mistakes);
        }
    }
}
