package dev.gatehouse.mcp.schema;

import static java.util.Objects.requireNonNull;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a schema says to its reader, beside what it checks.
 *
 * @param description what the value is for; empty when it needs no words
 * @param example a value that fits; {@link MissingNode} when none is given
 * @param fallback what an absent value means; {@link MissingNode} when nothing
 */
record Notes(String description, JsonNode example, JsonNode fallback) {

    Notes {
        requireNonNull(description, "description is null");
        requireNonNull(example, "example is null");
        requireNonNull(fallback, "fallback is null");
    }

    static Notes of(String description) {
        JsonNode none = JsonNodeFactory.instance.missingNode();
        return new Notes(description, none, none);
    }

    Notes withExample(JsonNode value) {
        return new Notes(description, value, fallback);
    }

    Notes withFallback(JsonNode value) {
        return new Notes(description, example, value);
    }

    /** A value that fits, if there is any; what an absent value means is one, too. */
    JsonNode exampleOrFallback() {
        return example.isMissingNode() ? fallback : example;
    }

    /** A schema of {@code type} that carries these notes. */
    ObjectNode schema(String type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", type);
        return addTo(schema);
    }

    ObjectNode addTo(ObjectNode schema) {
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        if (!fallback.isMissingNode()) {
            schema.set("default", fallback);
        }
        if (!example.isMissingNode()) {
            schema.set("examples", JsonNodeFactory.instance.arrayNode().add(example));
        }
        return schema;
    }
}
