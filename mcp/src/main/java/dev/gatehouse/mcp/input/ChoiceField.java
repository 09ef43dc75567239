package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One of several options. */
public record ChoiceField(
        String title, String description, List<Option> options, Titles titles, JsonNode fallback)
        implements FormField {

    public ChoiceField {
        options = List.copyOf(options);
        requireNonNull(titles, "titles is null");
    }

    /** The same with titles in {@code enumNames}, for clients that know nothing else. */
    public ChoiceField legacy() {
        return new ChoiceField(title, description, options, Titles.ENUM_NAMES, fallback);
    }

    /** The same with a default. */
    public ChoiceField fallback(String value) {
        return new ChoiceField(
                title, description, options, titles, JsonNodeFactory.instance.stringNode(value));
    }

    @Override
    public boolean fits(JsonNode value) {
        return value.isString() && Option.values(options).contains(value.stringValue());
    }
}
