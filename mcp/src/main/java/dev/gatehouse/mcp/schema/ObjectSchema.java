package dev.gatehouse.mcp.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object with named properties, and no others: a misspelt name is a mistake, never a silence.
 *
 * @param properties in the order in which they are shown
 */
public record ObjectSchema(Notes notes, List<Property> properties) implements Schema {

    /** An object without properties. */
    static final ObjectSchema EMPTY = new ObjectSchema(Notes.of(""), List.of());

    /** One property of an object. */
    public record Property(String name, Schema schema, boolean required) {}

    /**
     * A property, however deep inside, that clients repeat in an HTTP header (MCP 2026-07-28,
     * Streamable HTTP, custom headers).
     *
     * @param header the end of the header's name
     * @param path the names of the properties that lead to it
     */
    public record Mirrored(String header, List<String> path) {

        public Mirrored {
            path = List.copyOf(path);
        }

        private Mirrored inside(String name) {
            return new Mirrored(header, Stream.concat(Stream.of(name), path.stream()).toList());
        }

        private String lowerHeader() {
            return header.toLowerCase(Locale.ROOT);
        }
    }

    public ObjectSchema {
        properties = List.copyOf(properties);
        long names = properties.stream().map(Property::name).distinct().count();
        if (names < properties.size()) {
            throw new IllegalArgumentException("a property is named twice");
        }
        List<Mirrored> mirrored = mirrored(properties);
        if (mirrored.stream().map(Mirrored::lowerHeader).distinct().count() < mirrored.size()) {
            throw new IllegalArgumentException("a header is named twice");
        }
    }

    /** The same with a property that must be there. */
    public ObjectSchema required(String name, Schema schema) {
        return with(new Property(name, schema, true));
    }

    /** The same with a property that may be absent. */
    public ObjectSchema optional(String name, Schema schema) {
        return with(new Property(name, schema, false));
    }

    /** The same with words about what the object is for. */
    public ObjectSchema described(String description) {
        return new ObjectSchema(notes.withDescription(description), properties);
    }

    /** What is wrong with {@code value} as a whole; empty when it fits. */
    public List<Mistake> check(JsonNode value) {
        Mistakes mistakes = new Mistakes();
        check(value, "", mistakes);
        return mistakes.found();
    }

    /** The properties that clients repeat in HTTP headers. */
    public List<Mirrored> mirrored() {
        return mirrored(properties);
    }

    private static List<Mirrored> mirrored(List<Property> properties) {
        return properties.stream().flatMap(ObjectSchema::mirrored).toList();
    }

    private static Stream<Mirrored> mirrored(Property property) {
        Stream<Mirrored> below =
                property.schema() instanceof ObjectSchema object
                        ? object.mirrored().stream()
                        : property.schema().header().stream()
                                .map(header -> new Mirrored(header, List.of()));
        return below.map(each -> each.inside(property.name()));
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode schema = notes.schema("object");
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        for (Property property : properties) {
            shown.set(property.name(), property.schema().toJson());
            if (property.required()) {
                required.add(property.name());
            }
        }
        schema.set("properties", shown);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    @Override
    public String expectation() {
        return "an object";
    }

    @Override
    public JsonNode example() {
        return notes.example();
    }

    @Override
    public void check(JsonNode value, String place, Mistakes mistakes) {
        if (!value.isObject()) {
            mistakes.wrong(place, this, value);
            return;
        }
        for (Property property : properties) {
            check(property, value.path(property.name()), inside(place, property.name()), mistakes);
        }
        for (String name : value.propertyNames()) {
            if (property(name).isEmpty()) {
                mistakes.unknown(inside(place, name), name, properties);
            }
        }
    }

    private static void check(Property property, JsonNode value, String place, Mistakes mistakes) {
        if (!value.isMissingNode()) {
            property.schema().check(value, place, mistakes);
        } else if (property.required()) {
            mistakes.missing(place, property.schema());
        }
    }

    private Optional<Property> property(String name) {
        for (Property property : properties) {
            if (property.name().equals(name)) {
                return Optional.of(property);
            }
        }
        return Optional.empty();
    }

    private static String inside(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    private ObjectSchema with(Property property) {
        List<Property> more = new ArrayList<>(properties);
        more.add(property);
        return new ObjectSchema(notes, more);
    }
}
