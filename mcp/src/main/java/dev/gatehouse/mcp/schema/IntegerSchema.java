package dev.gatehouse.mcp.schema;

import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole number. As in JSON Schema, {@code 5.0} is one.
 *
 * @param min the smallest that fits; {@link Long#MIN_VALUE} for no bound
 * @param max the largest that fits; {@link Long#MAX_VALUE} for no bound
 */
public record IntegerSchema(Notes notes, long min, long max) implements Schema {

    /** The largest whole number that JavaScript tells from its neighbours. */
    private static final long SAFE = (1L << 53) - 1;

    public IntegerSchema {
        if (min > max) {
            throw new IllegalArgumentException("min is greater than max");
        }
        if (notes.header().isPresent() && (min < -SAFE || max > SAFE)) {
            throw new IllegalArgumentException("a number in a header is from -2^53+1 to 2^53-1");
        }
    }

    /** The same with both bounds, which fit themselves. */
    public IntegerSchema range(long smallest, long largest) {
        return new IntegerSchema(notes, smallest, largest);
    }

    /** The same with a value that fits, for the reader and for messages. */
    public IntegerSchema example(long value) {
        return new IntegerSchema(notes.withExample(node(value)), min, max);
    }

    /** The same, where an absent value means {@code value}. */
    public IntegerSchema fallback(long value) {
        return new IntegerSchema(notes.withFallback(node(value)), min, max);
    }

    /**
     * The same, repeated by clients in the HTTP header {@code Mcp-Param-} with this name behind it,
     * for whoever passes requests on. Not for secrets. The range comes first: it must fit the
     * numbers of JavaScript.
     */
    public IntegerSchema header(String name) {
        return new IntegerSchema(notes.withHeader(name), min, max);
    }

    @Override
    public Optional<String> header() {
        return notes.header();
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode schema = notes.schema("integer");
        if (min > Long.MIN_VALUE) {
            schema.put("minimum", min);
        }
        if (max < Long.MAX_VALUE) {
            schema.put("maximum", max);
        }
        return schema;
    }

    @Override
    public String expectation() {
        if (min > Long.MIN_VALUE && max < Long.MAX_VALUE) {
            return "a whole number from " + min + " to " + max;
        }
        if (min > Long.MIN_VALUE) {
            return "a whole number of at least " + min;
        }
        return max < Long.MAX_VALUE ? "a whole number of at most " + max : "a whole number";
    }

    @Override
    public JsonNode example() {
        return notes.exampleOrFallback();
    }

    @Override
    public void check(JsonNode value, String place, Mistakes mistakes) {
        if (!value.isNumber() || !fits(value.decimalValue())) {
            mistakes.wrong(place, this, value);
        }
    }

    private boolean fits(BigDecimal number) {
        try {
            long whole = number.longValueExact();
            return min <= whole && whole <= max;
        } catch (ArithmeticException notALong) {
            return false;
        }
    }

    private static JsonNode node(long value) {
        return JsonNodeFactory.instance.numberNode(value);
    }
}
