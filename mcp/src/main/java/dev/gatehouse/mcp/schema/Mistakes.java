package dev.gatehouse.mcp.schema;

import dev.gatehouse.mcp.json.Excerpt;
import dev.gatehouse.mcp.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Collects mistakes and puts them into words; at most {@value #MOST} of them. */
public final class Mistakes {

    private static final int MOST = 10;
    private static final int LONGEST_QUOTE = 60;
    private static final JsonWriter WRITER = new JsonWriter();

    private final List<Mistake> found = new ArrayList<>();

    Mistakes() {}

    List<Mistake> found() {
        return List.copyOf(found);
    }

    void missing(String place, Schema schema) {
        add(place, "is missing: expected " + schema.expectation() + example(schema));
    }

    void wrong(String place, Schema schema, JsonNode value) {
        add(
                place,
                "expected " + schema.expectation() + ", found " + shown(value) + example(schema));
    }

    void unknown(String place, String name, List<ObjectSchema.Property> known) {
        if (known.isEmpty()) {
            add(place, "is not known; there are no arguments here");
            return;
        }
        List<String> names = known.stream().map(ObjectSchema.Property::name).toList();
        Optional<String> near = NearestName.to(name, names);
        String meant = near.map(named -> ", did you mean \"" + named + "\"?").orElse(";");
        String all = " known names: " + String.join(", ", names);
        add(place, "is not known" + meant + all + example(known, near));
    }

    /** One argument as it would be right: the one that was probably meant, or the first. */
    private static String example(List<ObjectSchema.Property> known, Optional<String> near) {
        return known.stream()
                .filter(property -> near.isEmpty() || property.name().equals(near.get()))
                .filter(property -> !property.schema().example().isMissingNode())
                .findFirst()
                .map(
                        property ->
                                " (for example \"%s\": %s)"
                                        .formatted(
                                                property.name(),
                                                shown(property.schema().example())))
                .orElse("");
    }

    private void add(String place, String message) {
        if (found.size() < MOST) {
            String where = place.isEmpty() ? "arguments" : cut(place);
            found.add(new Mistake(where, "\"" + where + "\" " + message));
        }
    }

    private static String example(Schema schema) {
        JsonNode example = schema.example();
        return example.isMissingNode() ? "" : " (for example " + shown(example) + ")";
    }

    private static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list of " + value.size();
            case STRING, NUMBER, BOOLEAN, NULL -> cut(text(value));
            case MISSING, BINARY, POJO -> "nothing";
        };
    }

    private static String text(JsonNode value) {
        return new String(WRITER.write(value), StandardCharsets.UTF_8);
    }

    private static String cut(String text) {
        return Excerpt.of(text, LONGEST_QUOTE);
    }
}
