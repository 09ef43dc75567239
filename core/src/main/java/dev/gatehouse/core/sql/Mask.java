package dev.gatehouse.core.sql;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * What stands in the place of a column's values. The column keeps its type where the mask can yield
 * it, and is a text where it cannot; NULL stays NULL but for {@link Fixed}.
 */
public sealed interface Mask {

    /** A mask that every dialect can make. */
    sealed interface BuiltIn extends Mask {}

    /** The same text for every row, also where there is no value. */
    record Fixed(String text) implements BuiltIn {}

    /** No value at all. */
    record Nothing() implements BuiltIn {}

    /**
     * HMAC-SHA-256 (RFC 2104) of the value's text, as hexadecimal digits: equal values have equal
     * hashes under one key, so that hashed columns can be joined, grouped and counted.
     */
    record Hash(HashKey key) implements BuiltIn {}

    /**
     * The first and the last characters, and an asterisk for each one between; only asterisks where
     * nothing would be hidden.
     */
    record Partial(int first, int last) implements BuiltIn {

        public Partial {
            if (first < 0 || last < 0 || first > MOST_KEPT || last > MOST_KEPT) {
                throw new IllegalArgumentException(
                        "a partial mask keeps between 0 and " + MOST_KEPT + " characters");
            }
        }
    }

    /** The first character of an e-mail address, and what stands behind its last {@code @}. */
    record Email() implements BuiltIn {}

    /** A date or time, cut off below a unit. */
    record Truncated(Unit unit) implements BuiltIn {}

    /** A number, rounded to the nearest multiple of a step. */
    record Rounded(BigDecimal step) implements BuiltIn {

        public Rounded {
            if (step.signum() <= 0) {
                throw new IllegalArgumentException("the step of a rounded number is positive");
            }
        }
    }

    /** An expression over the same row, in the database's own SQL. */
    record Sql(String text) implements Mask {}

    /** The most characters that a partial mask keeps at one end. */
    int MOST_KEPT = 100;

    /** What a date or time can be cut off below. */
    enum Unit {
        HOUR,
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR,
        DECADE;

        /** The unit as people and databases write it. */
        public String words() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the mask does, for a record: no secret, and nothing that an administrator wrote. */
    default String words() {
        return switch (this) {
            case Fixed _ -> "fixed text";
            case Nothing _ -> "null";
            case Hash _ -> "keyed hash";
            case Partial(int first, int last) -> "first " + first + ", last " + last;
            case Email _ -> "e-mail";
            case Truncated(Unit unit) -> unit.words();
            case Rounded(BigDecimal step) -> "rounded to " + step.toPlainString();
            case Sql _ -> "expression";
        };
    }
}
