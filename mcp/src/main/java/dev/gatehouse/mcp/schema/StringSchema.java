package dev.gatehouse.mcp.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A text.
 *
 * @param minLength the fewest characters (Unicode code points)
 * @param maxLength the most characters; {@link Integer#MAX_VALUE} for no bound
 * @param values the only texts that fit; empty when every text does
 */
public record StringSchema(Notes notes, int minLength, int maxLength, List<String> values)
        implements Schema {

    public StringSchema {
        if (minLength < 0 || minLength > maxLength) {
            throw new IllegalArgumentException("the length is not between 0 and maxLength");
        }
        values = List.copyOf(values);
    }

    /** The same with both bounds of the length, in characters. */
    public StringSchema length(int fewest, int most) {
        return new StringSchema(notes, fewest, most, values);
    }

    /** The same, where only these texts fit. */
    public StringSchema oneOf(List<String> texts) {
        return new StringSchema(notes, minLength, maxLength, texts);
    }

    /** The same with a value that fits, for the reader and for messages. */
    public StringSchema example(String value) {
        return new StringSchema(notes.withExample(node(value)), minLength, maxLength, values);
    }

    /** The same, where an absent value means {@code value}. */
    public StringSchema fallback(String value) {
        return new StringSchema(notes.withFallback(node(value)), minLength, maxLength, values);
    }

    /**
     * The same, repeated by clients in the HTTP header {@code Mcp-Param-} with this name behind it,
     * for whoever passes requests on. Not for secrets.
     */
    public StringSchema header(String name) {
        return new StringSchema(notes.withHeader(name), minLength, maxLength, values);
    }

    @Override
    public Optional<String> header() {
        return notes.header();
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode schema = notes.schema("string");
        if (minLength > 0) {
            schema.put("minLength", minLength);
        }
        if (maxLength < Integer.MAX_VALUE) {
            schema.put("maxLength", maxLength);
        }
        if (!values.isEmpty()) {
            ArrayNode allowed = schema.putArray("enum");
            values.forEach(allowed::add);
        }
        return schema;
    }

    @Override
    public String expectation() {
        if (!values.isEmpty()) {
            return values.stream()
                    .map(value -> '"' + value + '"')
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (maxLength < Integer.MAX_VALUE) {
            return "a text of " + minLength + " to " + maxLength + " characters";
        }
        return minLength > 0 ? "a text of at least " + minLength + " characters" : "a text";
    }

    @Override
    public JsonNode example() {
        JsonNode said = notes.exampleOrFallback();
        return said.isMissingNode() && !values.isEmpty() ? node(values.getFirst()) : said;
    }

    @Override
    public void check(JsonNode value, String place, Mistakes mistakes) {
        if (!value.isString() || !fits(value.stringValue())) {
            mistakes.wrong(place, this, value);
        }
    }

    private boolean fits(String text) {
        int length = text.codePointCount(0, text.length());
        return minLength <= length
                && length <= maxLength
                && (values.isEmpty() || values.contains(text));
    }

    private static JsonNode node(String value) {
        return JsonNodeFactory.instance.stringNode(value);
    }
}
