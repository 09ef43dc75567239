package dev.gatehouse.core.engine;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
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
