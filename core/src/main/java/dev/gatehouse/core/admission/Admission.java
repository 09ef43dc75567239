package dev.gatehouse.core.admission;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.engine.Database;
import dev.gatehouse.core.policy.Policy;

/**
 * Leave to go on with one ask. Closing it makes room for the next.
 *
 * @param database the database that was asked for
 * @param catalog the part of it that exists for the caller
 * @param policy what made it so, and decides the rest of this ask
 * @param limits what this ask may cost
 * @param release gives the place back
 */
public record Admission(
        Database database, Catalog catalog, Policy policy, Limits limits, Runnable release)
        implements AutoCloseable {

    @Override
    public void close() {
        release.run();
    }
}
