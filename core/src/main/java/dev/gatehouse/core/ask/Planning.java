package dev.gatehouse.core.ask;

import java.time.Duration;

/**
 * What the planner may expect of a statement before it runs, and what plans may take that are
 * shown.
 *
 * @param cost the highest cost that the planner may expect, in its own units; {@link
 *     Long#MAX_VALUE}: no limit
 * @param scanRows the most rows, as the database estimates them, of a table of which the whole is
 *     read; {@link Long#MAX_VALUE}: no limit
 * @param time how long the database may work on a plan, and on the run that it is to explain
 * @param analyze whether a statement may be run in order to explain it
 */
public record Planning(long cost, long scanRows, Duration time, boolean analyze) {

    /** Longer than anything lasts. */
    static final Duration ENDLESS = Duration.ofDays(100_000);

    /** No limit at all. */
    public static final Planning NONE = new Planning(Long.MAX_VALUE, Long.MAX_VALUE, ENDLESS, true);

    public Planning {
        if (cost < 1 || scanRows < 1 || !time.isPositive()) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    /** Whether the planner must be asked before a statement runs. */
    public boolean asksThePlanner() {
        return cost < Long.MAX_VALUE || scanRows < Long.MAX_VALUE;
    }

    /** What both allow. */
    Planning lowest(Planning other) {
        return new Planning(
                Math.min(cost, other.cost),
                Math.min(scanRows, other.scanRows),
                Limits.shorter(time, other.time),
                analyze && other.analyze);
    }

    /** What at least one of both allows. */
    Planning highest(Planning other) {
        return new Planning(
                Math.max(cost, other.cost),
                Math.max(scanRows, other.scanRows),
                Limits.longer(time, other.time),
                analyze || other.analyze);
    }
}
