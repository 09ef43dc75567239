package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.sql.SafeSql;
import java.time.Duration;

/**
 * What is to be read, for whom, and within which limits.
 *
 * @param patience how long to wait for the database
 */
record Order(
        SafeSql sql,
        SessionContext session,
        Limits limits,
        Cancellation cancellation,
        Duration patience) {

    /** The most rows to fetch: one more than the limit, so that a cut can be told from an end. */
    int rows() {
        return Math.min(limits.rows(), Integer.MAX_VALUE - 1) + 1;
    }
}
