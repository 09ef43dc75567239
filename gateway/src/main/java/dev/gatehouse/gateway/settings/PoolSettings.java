package dev.gatehouse.gateway.settings;

import java.time.Duration;

/**
 * The connections to one database, and who waits for them.
 *
 * @param min connections that are kept open
 * @param max the most connections, and so the most asks that run at a time
 * @param queue the most asks that wait for their turn
 * @param patience the longest that one waits; {@code wait} in the file
 * @param openResults the most results that are held open for reading on
 * @param openTime the longest that one of them is held between two readings
 */
public record PoolSettings(
        int min, int max, int queue, Duration patience, int openResults, Duration openTime) {

    static final Setting<Integer> MIN =
            Setting.of("min", new Type.Whole(0, 1_000), "Connections that are kept open.")
                    .fallback("1")
                    .example("2");

    static final Setting<Integer> MAX =
            Setting.of(
                            "max",
                            new Type.Whole(1, 1_000),
                            "The most connections, and so the most asks that run at a time.")
                    .fallback("10")
                    .example("10");

    static final Setting<Integer> QUEUE =
            Setting.of(
                            "queue",
                            new Type.Whole(0, 10_000),
                            "The most asks that wait for a connection; further ones are refused.")
                    .fallback("100")
                    .example("100");

    static final Setting<Duration> WAIT =
            Setting.of(
                            "wait",
                            new Type.Time(Duration.ofMillis(1), Duration.ofMinutes(5)),
                            "The longest that an ask waits before it is refused.")
                    .fallback("10s")
                    .example("10s");

    static final Setting<Integer> OPEN_RESULTS =
            Setting.of(
                            "open_results",
                            new Type.Whole(0, 100),
                            "The most results that are held open for whoever reads on with a cursor,"
                                    + " each in a transaction on a connection of its own, which it"
                                    + " gives up as soon as another ask wants one. 0: none; every"
                                    + " part runs the statement again.")
                    .fallback("2")
                    .example("2");

    static final Setting<Duration> OPEN_TIME =
            Setting.of(
                            "open_time",
                            new Type.Time(Duration.ofMillis(100), Duration.ofMinutes(5)),
                            "The longest that a result is held open until it is read on. Meanwhile"
                                    + " its tables cannot be altered, nor their old rows removed by"
                                    + " VACUUM.")
                    .fallback("60s")
                    .example("60s");

    static final Section SECTION =
            Section.of(
                    "pool",
                    "The connections to the database.",
                    MIN,
                    MAX,
                    QUEUE,
                    WAIT,
                    OPEN_RESULTS,
                    OPEN_TIME);

    static PoolSettings read(Block block) {
        var pool =
                new PoolSettings(
                        block.get(MIN),
                        block.get(MAX),
                        block.get(QUEUE),
                        block.get(WAIT),
                        block.get(OPEN_RESULTS),
                        block.get(OPEN_TIME));
        if (pool.min > pool.max) {
            block.error(
                    MIN,
                    "`min` is more than `max`, which is " + pool.max,
                    "lower it, or raise `max`");
        }
        return pool;
    }
}
