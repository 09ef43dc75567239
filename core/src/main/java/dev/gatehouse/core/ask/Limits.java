package dev.gatehouse.core.ask;

import java.time.Duration;

/**
 * What one ask may cost. The lowest of what the database, the caller's role and the ask itself
 * allow.
 *
 * @param rows the most rows in an answer
 * @param bytes the most bytes in an answer, counted as UTF-8 text of its values
 * @param cellBytes the most bytes of one value; a longer one is cut, and its length said
 * @param time how long the database may work on the statement
 * @param textBytes the most bytes of SQL text
 */
public record Limits(int rows, long bytes, int cellBytes, Duration time, int textBytes) {

    /** What holds where nothing else was said; sized for a language model's context. */
    public static final Limits DEFAULT =
            new Limits(100, 1024 * 1024, 64 * 1024, Duration.ofSeconds(30), 64 * 1024);

    public Limits {
        if (rows < 1 || bytes < 1 || cellBytes < 1 || textBytes < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
        if (!time.isPositive()) {
            throw new IllegalArgumentException("the time limit is positive");
        }
    }

    /** These limits with no more than {@code wanted} rows. */
    public Limits atMostRows(int wanted) {
        return withRows(Math.min(rows, wanted));
    }

    /** These limits with {@code count} rows. */
    public Limits withRows(int count) {
        return new Limits(count, bytes, cellBytes, time, textBytes);
    }
}
