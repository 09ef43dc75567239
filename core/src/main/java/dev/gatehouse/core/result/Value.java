package dev.gatehouse.core.result;

import java.nio.charset.StandardCharsets;

/** One value of a row, exact: nothing is rounded, shifted or guessed on the way to the caller. */
public sealed interface Value {

    /** How much of an answer's byte limit the value takes: the UTF-8 length of its text. */
    long bytes();

    /** The absence of a value. */
    enum Null implements Value {
        NULL;

        @Override
        public long bytes() {
            return 4;
        }
    }

    record Bool(boolean value) implements Value {
        @Override
        public long bytes() {
            return 5;
        }
    }

    /** A whole number of at most 64 bits. */
    record Whole(long value) implements Value {
        @Override
        public long bytes() {
            return 20;
        }
    }

    /** A number in the digits that the database printed; also {@code NaN} and {@code Infinity}. */
    record Numeric(String digits) implements Value {
        @Override
        public long bytes() {
            return digits.length();
        }
    }

    /** Text, and every type that is written as text. */
    record Text(String text) implements Value {
        @Override
        public long bytes() {
            return utf8Length(text);
        }
    }

    /** A JSON document, as text. */
    record Json(String text) implements Value {
        @Override
        public long bytes() {
            return utf8Length(text);
        }
    }

    /** Bytes, in base64. */
    record Binary(String base64) implements Value {
        @Override
        public long bytes() {
            return base64.length();
        }
    }

    /**
     * The beginning of a value that was longer than the limit for one cell.
     *
     * @param length the bytes of the whole value
     */
    record Cut(String beginning, long length) implements Value {
        @Override
        public long bytes() {
            return utf8Length(beginning);
        }
    }

    private static long utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
