package dev.gatehouse.mcp.schema;

import dev.gatehouse.mcp.json.Excerpt;
import dev.gatehouse.mcp.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    void unknown(String place, String name, List<String> known) {
        String hint =
                known.isEmpty()
                        ? "; there are no arguments here"
                        : NearestName.to(name, known)
                                        .map(near -> ", did you mean \"" + near + "\"?")
                                        .orElse(";")
                                + " known names: "
                                + String.join(", ", known);
        add(place, "is not known" + hint);
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
