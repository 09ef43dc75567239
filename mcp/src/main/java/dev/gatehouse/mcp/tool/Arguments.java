package dev.gatehouse.mcp.tool;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.schema.ObjectSchema;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The arguments of a call, after they were checked.
 *
 * @param json all of them; not to be changed
 */
public record Arguments(ObjectNode json) {

    public Arguments {
        requireNonNull(json, "json is null");
    }

    /**
     * What a client sent, where null for an argument that may be absent means absent: models often
     * write it so.
     */
    public static Arguments of(ObjectNode sent, ObjectSchema schema) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        sent.properties().forEach(argument -> json.set(argument.getKey(), argument.getValue()));
        for (ObjectSchema.Property property : schema.properties()) {
            if (!property.required() && json.path(property.name()).isNull()) {
                json.remove(property.name());
            }
        }
        return new Arguments(json);
    }

    /** The text of an argument that is required. */
    public String text(String name) {
        return json.required(name).stringValue();
    }

    /** The text of an argument; empty when it is absent. */
    public Optional<String> optionalText(String name) {
        JsonNode value = json.path(name);
        return value.isMissingNode() ? Optional.empty() : Optional.of(value.stringValue());
    }

    /** The whole number of an argument; empty when it is absent. */
    public OptionalLong optionalLong(String name) {
        JsonNode value = json.path(name);
        return value.isMissingNode()
                ? OptionalLong.empty()
                : OptionalLong.of(value.decimalValue().longValueExact());
    }

    /** Whether an argument is true; {@code fallback} when it is absent. */
    public boolean flag(String name, boolean fallback) {
        JsonNode value = json.path(name);
        return value.isMissingNode() ? fallback : value.booleanValue();
    }
}
