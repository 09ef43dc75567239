package dev.gatehouse.gateway.settings;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Pace;
import dev.gatehouse.core.ask.Planning;
import dev.gatehouse.core.ask.Rate;
import java.time.Duration;
import java.util.Optional;

/**
 * What an ask may cost: for each database, where most limits have a default, and for each role,
 * where a limit that is not written is none.
 */
final class LimitSettings {

    private static final String NO_LIMIT = "no limit";

    /** Of all callers together, who may be many. */
    private static final int MOST_TOGETHER = 100_000_000;

    static final Setting<Integer> MAX_ROWS =
            Setting.of("max_rows", new Type.Whole(1, 1_000_000), "The most rows in an answer.")
                    .fallback(Integer.toString(Limits.DEFAULT.rows()))
                    .variable("MAX_ROWS")
                    .example("500");

    static final Setting<Long> MAX_BYTES =
            Setting.of(
                            "max_bytes",
                            new Type.Size(1L << 10, 1L << 28),
                            "The most bytes in an answer.")
                    .fallback(Quantity.size(Limits.DEFAULT.bytes()))
                    .example("1MiB");

    static final Setting<Long> MAX_CELL_BYTES =
            Setting.of(
                            "max_cell_bytes",
                            new Type.Size(16, 1L << 28),
                            "The most bytes of one value; of a longer one comes the beginning, and"
                                    + " its length.")
                    .fallback(Quantity.size(Limits.DEFAULT.cellBytes()))
                    .example("16KiB");

    static final Setting<Duration> QUERY_TIMEOUT =
            Setting.of(
                            "query_timeout",
                            new Type.Time(Duration.ofMillis(10), Duration.ofHours(1)),
                            "How long the database may work on a statement.")
                    .fallback(Quantity.time(Limits.DEFAULT.time()))
                    .variable("QUERY_TIMEOUT")
                    .example("10s");

    static final Setting<Long> MAX_COST =
            Setting.of(
                            "max_cost",
                            new Type.Amount(1, 1_000_000_000_000_000L),
                            "The highest cost that the planner may expect of a statement, in its"
                                    + " own units. With this limit, or the next, each statement is"
                                    + " planned first, for one more round trip.")
                    .absent(NO_LIMIT)
                    .example("1e6");

    static final Setting<Long> MAX_SCAN_ROWS =
            Setting.of(
                            "max_scan_rows",
                            new Type.Amount(1, 1_000_000_000_000_000L),
                            "The most rows, by the database's estimate, of a table of which a"
                                    + " statement reads the whole. Partitions count for their"
                                    + " table.")
                    .absent(NO_LIMIT)
                    .example("1_000_000");

    static final Setting<Integer> MAX_CONCURRENT =
            Setting.of(
                            "max_concurrent",
                            new Type.Whole(1, 10_000),
                            "The most asks of one caller that run or wait at a time; further ones"
                                    + " are refused.")
                    .absent("those of the `pool`")
                    .example("4");

    static final Setting<Integer> MAX_PER_MINUTE =
            Setting.of(
                            "max_queries_per_minute",
                            new Type.Whole(1, AccessSettings.MOST_QUERIES),
                            "The most statements of one caller in a minute.")
                    .absent(NO_LIMIT)
                    .example("60");

    static final Setting<Integer> MAX_PER_HOUR =
            Setting.of(
                            "max_queries_per_hour",
                            new Type.Whole(1, AccessSettings.MOST_QUERIES),
                            "The most statements of one caller in an hour; counted on after a"
                                    + " restart.")
                    .absent(NO_LIMIT)
                    .example("1000");

    static final Setting<Integer> MAX_TOTAL_PER_MINUTE =
            total("minute", "The most statements of all callers together in a minute.", "600");

    static final Setting<Integer> MAX_TOTAL_PER_HOUR =
            total(
                    "hour",
                    "The most statements of all callers together in an hour; counted on after a"
                            + " restart.",
                    "10000");

    private static final Setting<Integer> ROLE_TOTAL_PER_MINUTE =
            total(
                    "minute",
                    "The most statements in a minute of all together who have the role, on each"
                            + " database. Of several roles, one that has room is enough, and"
                            + " counts the statement.",
                    "300");

    private static final Setting<Integer> ROLE_TOTAL_PER_HOUR =
            total("hour", "The same in an hour; counted on after a restart.", "5000");

    private static Setting<Integer> total(String period, String help, String example) {
        return Setting.of("max_total_queries_per_" + period, new Type.Whole(1, MOST_TOGETHER), help)
                .absent(NO_LIMIT)
                .example(example);
    }

    static final Setting<Boolean> EXPLAIN_ANALYZE =
            Setting.of(
                            "explain_analyze",
                            new Type.Flag(),
                            "Whether `explain` may run a statement, to show what really happens.")
                    .fallback(Boolean.toString(Limits.DEFAULT.planning().analyze()))
                    .example("true");

    static final Setting<Duration> EXPLAIN_TIMEOUT =
            Setting.of(
                            "explain_timeout",
                            new Type.Time(Duration.ofMillis(10), Duration.ofHours(1)),
                            "How long the database may work on a plan, and on the run that"
                                    + " `explain` shows; no longer than `query_timeout`.")
                    .fallback(Quantity.time(Limits.DEFAULT.planning().time()))
                    .example("5s");

    /** The limits of a role; those of the database hold beside them. */
    static final Section OF_ROLE =
            Section.of(
                    "limits",
                    "What an ask may cost by the role. Of what the database, the caller's roles,"
                            + " the policy and the call itself allow, the lowest holds; of several"
                            + " roles, the highest, which is none where one of them has none.",
                    ofRole(MAX_ROWS),
                    ofRole(MAX_BYTES),
                    ofRole(MAX_CELL_BYTES),
                    ofRole(QUERY_TIMEOUT),
                    ofRole(MAX_COST),
                    ofRole(MAX_SCAN_ROWS),
                    ofRole(MAX_CONCURRENT),
                    ofRole(MAX_PER_MINUTE),
                    ofRole(MAX_PER_HOUR),
                    ROLE_TOTAL_PER_MINUTE,
                    ROLE_TOTAL_PER_HOUR,
                    ofRole(EXPLAIN_ANALYZE),
                    ofRole(EXPLAIN_TIMEOUT));

    private LimitSettings() {}

    private static <T> Setting<T> ofRole(Setting<T> setting) {
        return setting.fallback("").variable("").absent("that of the database");
    }

    private static Rate rate(Optional<Integer> perMinute, Optional<Integer> perHour) {
        return new Rate(
                perMinute.orElse(Rate.NONE.perMinute()), perHour.orElse(Rate.NONE.perHour()));
    }

    /** What all callers of a database share. */
    static Rate totalOfDatabase(Block block) {
        return rate(block.find(MAX_TOTAL_PER_MINUTE), block.find(MAX_TOTAL_PER_HOUR));
    }

    /** What all who have a role share. */
    static Rate totalOfRole(Block block) {
        return rate(block.find(ROLE_TOTAL_PER_MINUTE), block.find(ROLE_TOTAL_PER_HOUR));
    }

    /** The limits of a database. */
    static Limits ofDatabase(Block block) {
        return new Limits(
                block.get(MAX_ROWS),
                block.get(MAX_BYTES),
                Math.toIntExact(block.get(MAX_CELL_BYTES)),
                block.get(QUERY_TIMEOUT),
                Limits.DEFAULT.textBytes(),
                new Pace(
                        block.find(MAX_CONCURRENT).orElse(Pace.NONE.concurrent()),
                        rate(block.find(MAX_PER_MINUTE), block.find(MAX_PER_HOUR))),
                new Planning(
                        block.find(MAX_COST).orElse(Planning.NONE.cost()),
                        block.find(MAX_SCAN_ROWS).orElse(Planning.NONE.scanRows()),
                        block.get(EXPLAIN_TIMEOUT),
                        block.get(EXPLAIN_ANALYZE)));
    }

    /** The limits of a role, as far as they are written. */
    static Limits ofRole(Block block) {
        Limits none = Limits.NONE;
        return new Limits(
                block.find(ofRole(MAX_ROWS)).orElse(none.rows()),
                block.find(ofRole(MAX_BYTES)).orElse(none.bytes()),
                block.find(ofRole(MAX_CELL_BYTES)).map(Math::toIntExact).orElse(none.cellBytes()),
                block.find(ofRole(QUERY_TIMEOUT)).orElse(none.time()),
                none.textBytes(),
                new Pace(
                        block.find(ofRole(MAX_CONCURRENT)).orElse(Pace.NONE.concurrent()),
                        rate(block.find(ofRole(MAX_PER_MINUTE)), block.find(ofRole(MAX_PER_HOUR)))),
                new Planning(
                        block.find(ofRole(MAX_COST)).orElse(none.planning().cost()),
                        block.find(ofRole(MAX_SCAN_ROWS)).orElse(none.planning().scanRows()),
                        block.find(ofRole(EXPLAIN_TIMEOUT)).orElse(none.planning().time()),
                        block.find(ofRole(EXPLAIN_ANALYZE)).orElse(none.planning().analyze())));
    }
}
