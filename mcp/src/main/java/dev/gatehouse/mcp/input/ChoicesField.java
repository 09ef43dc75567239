package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Any number of several options, each once.
 *
 * @param minItems the fewest
 * @param maxItems the most
 */
public record ChoicesField(
        String title,
        String description,
        List<Option> options,
        Titles titles,
        int minItems,
        int maxItems,
        JsonNode fallback)
        implements FormField {

    public ChoicesField {
        options = List.copyOf(options);
        requireNonNull(titles, "titles is null");
        if (minItems < 0 || minItems > maxItems) {
            throw new IllegalArgumentException("the number is not between 0 and maxItems");
        }
    }

    /** The same with both bounds of the number. */
    public ChoicesField items(int fewest, int most) {
        return new ChoicesField(title, description, options, titles, fewest, most, fallback);
    }

    /** The same with a default. */
    public ChoicesField fallback(List<String> values) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        values.forEach(shown::add);
        return new ChoicesField(title, description, options, titles, minItems, maxItems, shown);
    }

    @Override
    public boolean fits(JsonNode value) {
        Set<String> known = Option.values(options);
        Set<String> seen = new HashSet<>();
        for (JsonNode item : value) {
            if (!item.isString()
                    || !known.contains(item.stringValue())
                    || !seen.add(item.stringValue())) {
                return false;
            }
        }
        return value.isArray() && minItems <= seen.size() && seen.size() <= maxItems;
    }
}
