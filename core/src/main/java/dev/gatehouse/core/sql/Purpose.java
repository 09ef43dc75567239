package dev.gatehouse.core.sql;

import java.util.OptionalInt;

/** What the proven statement is for. */
public sealed interface Purpose {

    /** The most rows that the statement is to yield. */
    int rows();

    /**
     * The same for a caller that is shown no more rows than its policy says. What is read on is cut
     * at the cap answer by answer, so the statement yields the rows of several.
     *
     * @param rowCap the most rows of an answer; empty for no cap
     */
    default Purpose capped(OptionalInt rowCap) {
        int most = (int) Math.min(rows(), 1L + rowCap.orElse(Integer.MAX_VALUE));
        return switch (this) {
            case Fetch(int rows, int skip) -> new Fetch(skip == 0 ? most : rows, skip);
            case Plan(int _, boolean analyze) -> new Plan(most, analyze);
        };
    }

    /**
     * Run it and fetch its rows.
     *
     * @param skip how many of the first rows to leave out
     */
    record Fetch(int rows, int skip) implements Purpose {

        /** From the first row. */
        public Fetch(int rows) {
            this(rows, 0);
        }
    }

    /**
     * Show the plan by which it would be fetched; with {@code analyze}, of a run that took place.
     */
    record Plan(int rows, boolean analyze) implements Purpose {}
}
