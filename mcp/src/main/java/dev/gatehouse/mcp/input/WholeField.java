package dev.gatehouse.mcp.input;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A whole number.
 *
 * @param min the smallest that fits; {@link Long#MIN_VALUE} for no bound
 * @param max the largest that fits; {@link Long#MAX_VALUE} for no bound
 */
public record WholeField(String title, String description, long min, long max, JsonNode fallback)
        implements FormField {

    /** The same with both bounds, which fit themselves. */
    public WholeField range(long smallest, long largest) {
        return new WholeField(title, description, smallest, largest, fallback);
    }

    /** The same with a default. */
    public WholeField fallback(long value) {
        JsonNode shown = JsonNodeFactory.instance.numberNode(value);
        return new WholeField(title, description, min, max, shown);
    }

    @Override
    public boolean fits(JsonNode value) {
        try {
            long whole = value.isNumber() ? value.decimalValue().longValueExact() : min;
            return value.isNumber() && min <= whole && whole <= max;
        } catch (ArithmeticException notALong) {
            return false;
        }
    }
}
