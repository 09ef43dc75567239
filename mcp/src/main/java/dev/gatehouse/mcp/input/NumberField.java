package dev.gatehouse.mcp.input;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A number.
 *
 * @param min the smallest that fits; negative infinity for no bound
 * @param max the largest that fits; positive infinity for no bound
 */
public record NumberField(
        String title, String description, double min, double max, JsonNode fallback)
        implements FormField {

    /** The same with both bounds, which fit themselves. */
    public NumberField range(double smallest, double largest) {
        return new NumberField(title, description, smallest, largest, fallback);
    }

    /** The same with a default. */
    public NumberField fallback(double value) {
        JsonNode shown = JsonNodeFactory.instance.numberNode(value);
        return new NumberField(title, description, min, max, shown);
    }

    @Override
    public boolean fits(JsonNode value) {
        double number = value.doubleValue(Double.NaN);
        return Double.isFinite(number) && min <= number && number <= max;
    }
}
