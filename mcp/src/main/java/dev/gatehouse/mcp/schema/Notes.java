package dev.gatehouse.mcp.schema;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;
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
 * @param header the end of the name of the HTTP header that repeats the value (MCP 2026-07-28,
 *     Streamable HTTP, custom headers); empty when none does
 */
record Notes(String description, JsonNode example, JsonNode fallback, Optional<String> header) {

    /** RFC 9110, section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    Notes {
        requireNonNull(description, "description is null");
        requireNonNull(example, "example is null");
        requireNonNull(fallback, "fallback is null");
        if (header.filter(name -> !TOKEN.matcher(name).matches()).isPresent()) {
            throw new IllegalArgumentException("not the name of a header: " + header.get());
        }
    }

    static Notes of(String description) {
        JsonNode none = JsonNodeFactory.instance.missingNode();
        return new Notes(description, none, none, Optional.empty());
    }

    Notes withExample(JsonNode value) {
        return new Notes(description, value, fallback, header);
    }

    Notes withFallback(JsonNode value) {
        return new Notes(description, example, value, header);
    }

    Notes withHeader(String name) {
        return new Notes(description, example, fallback, Optional.of(name));
    }

    Notes withDescription(String words) {
        return new Notes(words, example, fallback, header);
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
        header.ifPresent(name -> schema.put("x-mcp-header", name));
        return schema;
    }
}
