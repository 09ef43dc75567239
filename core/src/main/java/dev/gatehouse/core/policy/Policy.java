package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.sql.Analysis;
import java.util.Collections;
import java.util.SequencedMap;

/**
 * Who may see what: what is filtered from sight is also refused. An ask goes its whole way under
 * one policy, also when another takes its place meanwhile. Thread-safe.
 */
public interface Policy {

    /** Whether a database exists for a caller at all. */
    default boolean mayUse(Caller caller, String database) {
        return true;
    }

    /** Whether a caller may call a tool on a database that it may use. */
    boolean mayCall(Caller caller, String database, String tool);

    /** The most that an ask of a caller may cost on a database, by its roles. */
    default Limits limits(Caller caller, String database) {
        return Limits.NONE;
    }

    /**
     * The quotas on a database that a caller shares with all who have the same role, by the name of
     * the role. One that has room is enough; none at all: there is no such limit.
     */
    default SequencedMap<String, Rate> totals(Caller caller, String database) {
        return Collections.emptySortedMap();
    }

    /** The part of a database that exists for a caller. */
    Catalog visible(Caller caller, String database, Catalog catalog);

    /** Whether a caller may run what was analysed against its {@link #visible} catalog. */
    Decision decide(Caller caller, String database, Analysis analysis);
}
