package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A text.
 *
 * @param minLength the fewest characters (Unicode code points)
 * @param maxLength the most characters; {@link Integer#MAX_VALUE} for no bound
 */
public record TextField(
        String title,
        String description,
        int minLength,
        int maxLength,
        Format format,
        JsonNode fallback)
        implements FormField {

    public TextField {
        requireNonNull(format, "format is null");
        if (minLength < 0 || minLength > maxLength) {
            throw new IllegalArgumentException("the length is not between 0 and maxLength");
        }
    }

    /** The same with both bounds of the length. */
    public TextField length(int fewest, int most) {
        return new TextField(title, description, fewest, most, format, fallback);
    }

    /** The same, where only such texts fit. */
    public TextField format(Format other) {
        return new TextField(title, description, minLength, maxLength, other, fallback);
    }

    /** The same with a default. */
    public TextField fallback(String value) {
        return new TextField(
                title,
                description,
                minLength,
                maxLength,
                format,
                JsonNodeFactory.instance.stringNode(value));
    }

    @Override
    public boolean fits(JsonNode value) {
        if (!value.isString()) {
            return false;
        }
        String text = value.stringValue();
        int length = text.codePointCount(0, text.length());
        return minLength <= length && length <= maxLength && format.fits(text);
    }
}
