package dev.gatehouse.engines.postgres;

import java.time.Duration;

/**
 * The most that one database may be made to do, and the most that it may make us wait.
 *
 * @param poolMin connections that are kept open
 * @param poolMax statements that run at the same time; memory for results is this many times {@code
 *     resultBytes}
 * @param queryTime how long a statement may run; the database itself stops it
 * @param lockTime how long a statement may wait for a lock
 * @param connectTime how long it may take to open a connection
 * @param poolTime how long an ask waits for a free connection
 * @param resultBytes the most bytes of one result, as the database sends it
 * @param catalogAge how old a snapshot of the catalog may become
 * @param openResults results that are held open for whoever may read on, each on a connection that
 *     it gives up when another wants it; 0 for none
 * @param openTime how long a result is held open for the next reading
 */
public record Bounds(
        int poolMin,
        int poolMax,
        Duration queryTime,
        Duration lockTime,
        Duration connectTime,
        Duration poolTime,
        int resultBytes,
        Duration catalogAge,
        int openResults,
        Duration openTime) {

    /** What holds where nothing else was said. */
    public static final Bounds DEFAULT =
            new Bounds(
                    1,
                    10,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    32 * 1024 * 1024,
                    Duration.ofMinutes(5),
                    2,
                    Duration.ofSeconds(60));

    public Bounds {
        if (poolMin < 0 || poolMax < 1 || poolMin > poolMax) {
            throw new IllegalArgumentException("a pool has 0 <= min <= max connections, max >= 1");
        }
        if (resultBytes < 1024) {
            throw new IllegalArgumentException("a result takes at least 1024 bytes");
        }
        if (openResults < 0) {
            throw new IllegalArgumentException("no fewer than 0 results are held open");
        }
        positive("open time", openTime);
        positive("query time", queryTime);
        positive("lock time", lockTime);
        positive("connect time", connectTime);
        positive("pool time", poolTime);
        positive("catalog age", catalogAge);
    }

    private static void positive(String name, Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException("the " + name + " is at least a millisecond");
        }
    }

    public Bounds withPool(int min, int max) {
        return new Bounds(
                min,
                max,
                queryTime,
                lockTime,
                connectTime,
                poolTime,
                resultBytes,
                catalogAge,
                openResults,
                openTime);
    }

    public Bounds withQueryTime(Duration time) {
        return new Bounds(
                poolMin,
                poolMax,
                time,
                lockTime,
                connectTime,
                poolTime,
                resultBytes,
                catalogAge,
                openResults,
                openTime);
    }

    public Bounds withConnectTime(Duration time) {
        return new Bounds(
                poolMin,
                poolMax,
                queryTime,
                lockTime,
                time,
                poolTime,
                resultBytes,
                catalogAge,
                openResults,
                openTime);
    }

    public Bounds withPoolTime(Duration time) {
        return new Bounds(
                poolMin,
                poolMax,
                queryTime,
                lockTime,
                connectTime,
                time,
                resultBytes,
                catalogAge,
                openResults,
                openTime);
    }

    public Bounds withResultBytes(int bytes) {
        return new Bounds(
                poolMin,
                poolMax,
                queryTime,
                lockTime,
                connectTime,
                poolTime,
                bytes,
                catalogAge,
                openResults,
                openTime);
    }

    public Bounds withCatalogAge(Duration age) {
        return new Bounds(
                poolMin,
                poolMax,
                queryTime,
                lockTime,
                connectTime,
                poolTime,
                resultBytes,
                age,
                openResults,
                openTime);
    }

    public Bounds withOpenResults(int most, Duration time) {
        return new Bounds(
                poolMin,
                poolMax,
                queryTime,
                lockTime,
                connectTime,
                poolTime,
                resultBytes,
                catalogAge,
                most,
                time);
    }
}
