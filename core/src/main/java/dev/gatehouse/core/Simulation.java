package dev.gatehouse.core;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.policy.Decision;
import dev.gatehouse.core.sql.RelationUse;
import dev.gatehouse.core.sql.SafeSql;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * What would become of a query: the very values that enforcement makes and uses.
 *
 * @param relations every reference to a relation, in the order of the text
 * @param columns those of each relation that the text names
 * @param sql what would run; empty when the decision is against it. Holds the constants of masks
 *     and filters, so it is for whoever may read the policy
 * @param session what the database would be told of the caller
 * @param limits what the query might cost
 */
public record Simulation(
        List<RelationUse> relations,
        NavigableMap<RelationName, NavigableSet<String>> columns,
        Decision decision,
        Optional<SafeSql> sql,
        SessionContext session,
        Limits limits) {

    public Simulation {
        relations = List.copyOf(relations);
    }
}
