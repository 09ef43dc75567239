package dev.gatehouse.core.ask;

import java.time.Duration;

/**
 * What one ask may cost, and how many there may be at a time. The lowest of what the database, the
 * caller's roles, the policy and the ask itself allow.
 *
 * @param rows the most rows in an answer
 * @param bytes the most bytes in an answer, counted as UTF-8 text of its values
 * @param cellBytes the most bytes of one value; a longer one is cut, and its length said
 * @param time how long the database may work on the statement
 * @param textBytes the most bytes of SQL text
 * @param pace how much one caller may ask
 * @param planning what the planner may expect, and plans may take
 */
public record Limits(
        int rows,
        long bytes,
        int cellBytes,
        Duration time,
        int textBytes,
        Pace pace,
        Planning planning) {

    /** No limit at all: what somebody sets who sets none. */
    public static final Limits NONE =
            new Limits(
                    Integer.MAX_VALUE,
                    Long.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Planning.ENDLESS,
                    Integer.MAX_VALUE);

    /** What holds where nothing else was said; sized for a language model's context. */
    public static final Limits DEFAULT =
            new Limits(
                    100,
                    1024 * 1024,
                    64 * 1024,
                    Duration.ofSeconds(30),
                    64 * 1024,
                    Pace.NONE,
                    new Planning(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofSeconds(10), false));

    public Limits {
        if (rows < 1 || bytes < 1 || cellBytes < 1 || textBytes < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
        if (!time.isPositive()) {
            throw new IllegalArgumentException("the time limit is positive");
        }
    }

    /** Limits on a statement and its answer alone. */
    public Limits(int rows, long bytes, int cellBytes, Duration time, int textBytes) {
        this(rows, bytes, cellBytes, time, textBytes, Pace.NONE, Planning.NONE);
    }

    /** The most asks of one caller on one database at a time. */
    public int concurrent() {
        return pace.concurrent();
    }

    /** These limits with another pace. */
    public Limits withPace(Pace other) {
        return new Limits(rows, bytes, cellBytes, time, textBytes, other, planning);
    }

    /** What both allow. */
    public Limits lowest(Limits other) {
        return new Limits(
                Math.min(rows, other.rows),
                Math.min(bytes, other.bytes),
                Math.min(cellBytes, other.cellBytes),
                shorter(time, other.time),
                Math.min(textBytes, other.textBytes),
                pace.lowest(other.pace),
                planning.lowest(other.planning));
    }

    /** What at least one of both allows. */
    public Limits highest(Limits other) {
        return new Limits(
                Math.max(rows, other.rows),
                Math.max(bytes, other.bytes),
                Math.max(cellBytes, other.cellBytes),
                longer(time, other.time),
                Math.max(textBytes, other.textBytes),
                pace.highest(other.pace),
                planning.highest(other.planning));
    }

    /** These limits with no more than {@code wanted} rows. */
    public Limits atMostRows(int wanted) {
        return withRows(Math.min(rows, wanted));
    }

    /** These limits with {@code count} rows. */
    public Limits withRows(int count) {
        return new Limits(count, bytes, cellBytes, time, textBytes, pace, planning);
    }

    /** These limits with another time for the statement. */
    public Limits withTime(Duration other) {
        return new Limits(rows, bytes, cellBytes, other, textBytes, pace, planning);
    }

    /** These limits with another limit on bytes. */
    public Limits withBytes(long count) {
        return new Limits(rows, count, cellBytes, time, textBytes, pace, planning);
    }

    /** These limits with other ones on plans. */
    public Limits withPlanning(Planning other) {
        return new Limits(rows, bytes, cellBytes, time, textBytes, pace, other);
    }

    /** What a plan may take: no more time than the statement itself. */
    public Limits ofPlans() {
        return withTime(shorter(time, planning.time()));
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
