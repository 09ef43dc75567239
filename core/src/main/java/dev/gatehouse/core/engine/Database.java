package dev.gatehouse.core.engine;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.sql.Dialect;

/**
 * One database that is served.
 *
 * @param name as callers write it
 * @param dialect the SQL that it speaks
 * @param engine what runs that SQL
 * @param limits the most that any ask may cost here
 * @param session what its sessions are told of callers
 */
public record Database(
        String name, Dialect dialect, Engine engine, Limits limits, SessionMapping session) {

    /** A database whose sessions are told nothing. */
    public Database(String name, Dialect dialect, Engine engine, Limits limits) {
        this(name, dialect, engine, limits, SessionMapping.NONE);
    }
}
