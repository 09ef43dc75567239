package dev.gatehouse.core.engine;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.OpenResult;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.sql.SafeSql;
import java.util.Optional;

/**
 * A database that runs proven statements. Thread-safe; blocks the calling thread, which is a
 * virtual one. It bounds what it does by itself: connections, time, memory.
 */
public interface Engine extends AutoCloseable {

    /**
     * Runs a statement. The rows hold a connection until they are closed.
     *
     * @param session what the database is told of the caller, for this statement only
     * @param limits one row more than {@link Limits#rows} may be read, so that truncation can be
     *     told
     * @param cancellation stops the statement in the database, and frees its connection
     * @throws Refused when the database is away, refuses, takes too long, or the ask is called off
     */
    Rows run(SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation);

    /**
     * Runs a statement so that, where this engine can, its result may be held open: {@link
     * Rows#hold}. That costs more than {@link #run}.
     *
     * @throws Refused as {@link #run}
     */
    default Rows open(
            SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation) {
        return run(sql, session, limits, cancellation);
    }

    /**
     * Reads on in a result that is held open. Whoever asks first has it; it is held no longer when
     * it is not for this very statement and session, because then another decision led to it.
     *
     * @return the rows that follow; empty when there is no such result, or not any more
     * @throws Refused as {@link #run}
     */
    default Optional<Rows> readOn(
            OpenResult open,
            SafeSql sql,
            SessionContext session,
            Limits limits,
            Cancellation cancellation) {
        return Optional.empty();
    }

    /**
     * What the database contains, system schemas left out.
     *
     * @param fresh whether to read it again instead of using the last snapshot
     * @throws Refused when the database is away or cannot be served safely
     */
    Catalog catalog(boolean fresh);

    /**
     * The last snapshot of what the database contains, without waiting for the database; empty
     * before the first. One that has grown old is read again behind the scenes.
     */
    Optional<Catalog> known();

    /**
     * Somebody named what the last snapshot does not have. It is looked at again behind the scenes,
     * unless it is so young that a mistake is more likely; returns at once. Where no snapshot is
     * kept, there is nothing to doubt.
     */
    default void doubt() {}

    @Override
    void close();
}
