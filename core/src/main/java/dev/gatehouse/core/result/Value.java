package dev.gatehouse.core.result;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** One value of a row, exact: nothing is rounded, shifted or guessed on the way to the caller. */
public sealed interface Value {

    /** The value where everything is text: in a table, in CSV, in a terminal. */
    String text();

    /** How much of an answer's byte limit the value takes: the UTF-8 length of its text. */
    default long bytes() {
        return utf8Length(text());
    }

    /**
     * The absence of a value. Its text is what SQL calls it; where a text may be that, say more.
     */
    enum Null implements Value {
        NULL;

        @Override
        public String text() {
            return "NULL";
        }
    }

    record Bool(boolean value) implements Value {
        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    /** A whole number of at most 64 bits. */
    record Whole(long value) implements Value {
        @Override
        public String text() {
            return Long.toString(value);
        }
    }

    /**
     * A binary floating-point number in the fewest digits that tell it from its neighbours; also
     * {@code NaN}, {@code Infinity} and {@code -Infinity}.
     */
    record Real(String digits) implements Value {
        @Override
        public String text() {
            return digits;
        }
    }

    /**
     * A decimal number in the digits that the database printed, trailing zeros included; also
     * {@code NaN}, {@code Infinity} and {@code -Infinity}.
     */
    record Numeric(String digits) implements Value {
        @Override
        public String text() {
            return digits;
        }
    }

    /** Text, and every type that is written as text. */
    record Text(String text) implements Value {}

    /** A JSON document, as the database printed it. */
    record Json(String text) implements Value {}

    /** Bytes, in base64 (RFC 4648, section 4). */
    record Binary(String base64) implements Value {
        @Override
        public String text() {
            return base64;
        }
    }

    /**
     * A list of values, which may be lists themselves. Its text is PostgreSQL's own for an array,
     * with each element written as it would be outside: {@code {1,NULL,"a b"}}.
     *
     * @param delimiter what stands between elements in the text: a comma, or a semicolon for boxes
     */
    record Array(List<Value> elements, char delimiter) implements Value {

        public Array {
            elements = List.copyOf(elements);
        }

        @Override
        public String text() {
            return ArrayText.of(this);
        }
    }

    /**
     * The beginning of a value that was longer than the limit for one cell.
     *
     * @param length the bytes of the whole value, as text
     */
    record Cut(String beginning, long length) implements Value {
        @Override
        public String text() {
            return beginning + "... (cut; " + length + " bytes in all)";
        }
    }

    private static long utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
