package dev.gatehouse.gateway.settings;

import java.time.Duration;

/**
 * The connections to one database, and who waits for them.
 *
 * @param min connections that are kept open
 * @param max the most connections, and so the most asks that run at a time
 * @param queue the most asks that wait for their turn
 * @param patience the longest that one waits; {@code wait} in the file
 */
public record PoolSettings(int min, int max, int queue, Duration patience) {

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

    static final Section SECTION =
            Section.of("pool", "The connections to the database.", MIN, MAX, QUEUE, WAIT);

    static PoolSettings read(Block block) {
        var pool =
                new PoolSettings(block.get(MIN), block.get(MAX), block.get(QUEUE), block.get(WAIT));
        if (pool.min > pool.max) {
            block.error(
                    MIN,
                    "`min` is more than `max`, which is " + pool.max,
                    "lower it, or raise `max`");
        }
        return pool;
    }
}
