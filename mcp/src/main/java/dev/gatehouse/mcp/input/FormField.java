package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A field of a form (MCP, elicitation, requested schema). Fields are values; the methods that
 * refine one return a new one. A default is what the form shows before it is filled in: a field
 * that is left out has no value.
 */
public sealed interface FormField
        permits TextField, WholeField, NumberField, FlagField, ChoiceField, ChoicesField {

    /** Its name for people; empty for none. */
    String title();

    /** What it is for; empty when it needs no words. */
    String description();

    /** What the form shows before it is filled in; a missing node for nothing. */
    JsonNode fallback();

    /** Whether {@code value} can be filled in here. */
    boolean fits(JsonNode value);

    /** What a text must look like. */
    enum Format {
        ANY(""),
        EMAIL("email"),
        URI("uri"),
        DATE("date"),
        DATE_TIME("date-time");

        private static final Pattern EMAIL_SHAPE = Pattern.compile("[^@\\s]+@[^@\\s]+");

        private final String text;

        Format(String text) {
            this.text = text;
        }

        /** The format as it is written in messages; empty for any. */
        public String text() {
            return text;
        }

        boolean fits(String value) {
            try {
                return switch (this) {
                    case ANY -> true;
                    case EMAIL -> EMAIL_SHAPE.matcher(value).matches();
                    case URI -> new URI(value).isAbsolute();
                    case DATE -> LocalDate.parse(value).toString().equals(value);
                    case DATE_TIME -> OffsetDateTime.parse(value).getOffset() != null;
                };
            } catch (URISyntaxException | DateTimeException other) {
                return false;
            }
        }
    }

    /**
     * Something to choose.
     *
     * @param title what the user sees; what programs see is the value
     */
    record Option(String value, String title) {
        public Option {
            requireNonNull(value, "value is null");
            requireNonNull(title, "title is null");
        }

        static Set<String> values(List<Option> options) {
            return options.stream().map(Option::value).collect(Collectors.toSet());
        }
    }

    /** How the titles of options are told. */
    enum Titles {
        /** There are none: the user sees the values. */
        NONE,
        /** Beside each value. */
        BESIDE,
        /** In {@code enumNames}, as revision 2025-06-18 has it and later ones still permit. */
        ENUM_NAMES
    }

    /** A text. */
    static TextField text(String title, String description) {
        return new TextField(title, description, 0, Integer.MAX_VALUE, Format.ANY, none());
    }

    /** A whole number. */
    static WholeField whole(String title, String description) {
        return new WholeField(title, description, Long.MIN_VALUE, Long.MAX_VALUE, none());
    }

    /** A number. */
    static NumberField number(String title, String description) {
        double endless = Double.POSITIVE_INFINITY;
        return new NumberField(title, description, -endless, endless, none());
    }

    /** True or false. */
    static FlagField flag(String title, String description) {
        return new FlagField(title, description, none());
    }

    /** One of several values. */
    static ChoiceField choice(String title, String description, List<String> values) {
        return new ChoiceField(title, description, options(values), Titles.NONE, none());
    }

    /** One of several values that have titles. */
    static ChoiceField titledChoice(String title, String description, List<Option> options) {
        return new ChoiceField(title, description, options, Titles.BESIDE, none());
    }

    /** Some of several values. */
    static ChoicesField choices(String title, String description, List<String> values) {
        int most = values.size();
        return new ChoicesField(title, description, options(values), Titles.NONE, 0, most, none());
    }

    /** Some of several values that have titles. */
    static ChoicesField titledChoices(String title, String description, List<Option> options) {
        int most = options.size();
        return new ChoicesField(title, description, options, Titles.BESIDE, 0, most, none());
    }

    private static List<Option> options(List<String> values) {
        return values.stream().map(value -> new Option(value, value)).toList();
    }

    private static JsonNode none() {
        return JsonNodeFactory.instance.missingNode();
    }
}
