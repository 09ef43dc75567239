package dev.gatehouse.app;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Planning;
import java.util.List;

/** Limits as people read them, one to a line. */
final class LimitWords {

    private LimitWords() {}

    static List<String> of(Limits limits) {
        Planning planning = limits.planning();
        return List.of(
                limits.rows() + " rows",
                limits.bytes() + " bytes",
                limits.cellBytes() + " bytes in a value",
                limits.time().toMillis() + " ms",
                limits.textBytes() + " bytes of SQL",
                limit(planning.cost(), "of the planner's units of cost"),
                limit(planning.scanRows(), "rows of a table of which the whole is read"),
                limits.concurrent() == Integer.MAX_VALUE
                        ? "as many asks of a caller at a time as the pool takes"
                        : limits.concurrent() + " asks of a caller at a time",
                planning.time().toMillis()
                        + " ms for a plan, "
                        + (planning.analyze() ? "with" : "without")
                        + " ANALYZE");
    }

    private static String limit(long value, String what) {
        return value == Long.MAX_VALUE ? "any number " + what : value + " " + what;
    }
}
