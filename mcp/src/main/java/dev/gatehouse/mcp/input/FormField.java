package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A field of a form (MCP, elicitation, requested schema). Fields are values; the methods that
 * refine one return a new one. A default is what the form shows before it is filled in: a field
 * that is left out has no value.
 */
public sealed interface FormField {

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
     * A text.
     *
     * @param minLength the fewest characters (Unicode code points)
     * @param maxLength the most characters; {@link Integer#MAX_VALUE} for no bound
     */
    record Text(
            String title,
            String description,
            int minLength,
            int maxLength,
            Format format,
            JsonNode fallback)
            implements FormField {

        public Text {
            requireNonNull(format, "format is null");
            if (minLength < 0 || minLength > maxLength) {
                throw new IllegalArgumentException("the length is not between 0 and maxLength");
            }
        }

        /** The same with both bounds of the length. */
        public Text length(int fewest, int most) {
            return new Text(title, description, fewest, most, format, fallback);
        }

        /** The same, where only such texts fit. */
        public Text format(Format other) {
            return new Text(title, description, minLength, maxLength, other, fallback);
        }

        /** The same with a default. */
        public Text fallback(String value) {
            return new Text(title, description, minLength, maxLength, format, node(value));
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

    /**
     * A whole number.
     *
     * @param min the smallest that fits; {@link Long#MIN_VALUE} for no bound
     * @param max the largest that fits; {@link Long#MAX_VALUE} for no bound
     */
    record Whole(String title, String description, long min, long max, JsonNode fallback)
            implements FormField {

        /** The same with both bounds, which fit themselves. */
        public Whole range(long smallest, long largest) {
            return new Whole(title, description, smallest, largest, fallback);
        }

        /** The same with a default. */
        public Whole fallback(long value) {
            JsonNode shown = JsonNodeFactory.instance.numberNode(value);
            return new Whole(title, description, min, max, shown);
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

    /**
     * A number.
     *
     * @param min the smallest that fits; negative infinity for no bound
     * @param max the largest that fits; positive infinity for no bound
     */
    record Real(String title, String description, double min, double max, JsonNode fallback)
            implements FormField {

        /** The same with both bounds, which fit themselves. */
        public Real range(double smallest, double largest) {
            return new Real(title, description, smallest, largest, fallback);
        }

        /** The same with a default. */
        public Real fallback(double value) {
            JsonNode shown = JsonNodeFactory.instance.numberNode(value);
            return new Real(title, description, min, max, shown);
        }

        @Override
        public boolean fits(JsonNode value) {
            double number = value.doubleValue(Double.NaN);
            return Double.isFinite(number) && min <= number && number <= max;
        }
    }

    /** True or false. */
    record Flag(String title, String description, JsonNode fallback) implements FormField {

        /** The same with a default. */
        public Flag fallback(boolean value) {
            return new Flag(title, description, JsonNodeFactory.instance.booleanNode(value));
        }

        @Override
        public boolean fits(JsonNode value) {
            return value.isBoolean();
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

    /** One of several options. */
    record Choice(
            String title,
            String description,
            List<Option> options,
            Titles titles,
            JsonNode fallback)
            implements FormField {

        public Choice {
            options = List.copyOf(options);
            requireNonNull(titles, "titles is null");
        }

        /** The same with titles in {@code enumNames}, for clients that know nothing else. */
        public Choice legacy() {
            return new Choice(title, description, options, Titles.ENUM_NAMES, fallback);
        }

        /** The same with a default. */
        public Choice fallback(String value) {
            return new Choice(title, description, options, titles, node(value));
        }

        @Override
        public boolean fits(JsonNode value) {
            return value.isString() && values(options).contains(value.stringValue());
        }
    }

    /**
     * Any number of several options, each once.
     *
     * @param minItems the fewest
     * @param maxItems the most
     */
    record Choices(
            String title,
            String description,
            List<Option> options,
            Titles titles,
            int minItems,
            int maxItems,
            JsonNode fallback)
            implements FormField {

        public Choices {
            options = List.copyOf(options);
            requireNonNull(titles, "titles is null");
            if (minItems < 0 || minItems > maxItems) {
                throw new IllegalArgumentException("the number is not between 0 and maxItems");
            }
        }

        /** The same with both bounds of the number. */
        public Choices items(int fewest, int most) {
            return new Choices(title, description, options, titles, fewest, most, fallback);
        }

        /** The same with a default. */
        public Choices fallback(List<String> values) {
            ArrayNode shown = JsonNodeFactory.instance.arrayNode();
            values.forEach(shown::add);
            return new Choices(title, description, options, titles, minItems, maxItems, shown);
        }

        @Override
        public boolean fits(JsonNode value) {
            Set<String> known = values(options);
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

    /** A text. */
    static Text text(String title, String description) {
        return new Text(title, description, 0, Integer.MAX_VALUE, Format.ANY, none());
    }

    /** A whole number. */
    static Whole whole(String title, String description) {
        return new Whole(title, description, Long.MIN_VALUE, Long.MAX_VALUE, none());
    }

    /** A number. */
    static Real number(String title, String description) {
        double endless = Double.POSITIVE_INFINITY;
        return new Real(title, description, -endless, endless, none());
    }

    /** True or false. */
    static Flag flag(String title, String description) {
        return new Flag(title, description, none());
    }

    /** One of several values. */
    static Choice choice(String title, String description, List<String> values) {
        return new Choice(title, description, options(values), Titles.NONE, none());
    }

    /** One of several values that have titles. */
    static Choice titledChoice(String title, String description, List<Option> options) {
        return new Choice(title, description, options, Titles.BESIDE, none());
    }

    /** Some of several values. */
    static Choices choices(String title, String description, List<String> values) {
        int most = values.size();
        return new Choices(title, description, options(values), Titles.NONE, 0, most, none());
    }

    /** Some of several values that have titles. */
    static Choices titledChoices(String title, String description, List<Option> options) {
        int most = options.size();
        return new Choices(title, description, options, Titles.BESIDE, 0, most, none());
    }

    private static List<Option> options(List<String> values) {
        return values.stream().map(value -> new Option(value, value)).toList();
    }

    private static Set<String> values(List<Option> options) {
        return new HashSet<>(options.stream().map(Option::value).toList());
    }

    private static JsonNode node(String value) {
        return JsonNodeFactory.instance.stringNode(value);
    }

    private static JsonNode none() {
        return JsonNodeFactory.instance.missingNode();
    }
}
