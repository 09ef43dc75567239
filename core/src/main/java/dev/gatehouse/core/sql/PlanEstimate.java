package dev.gatehouse.core.sql;

import dev.gatehouse.core.catalog.RelationName;
import java.util.List;

/**
 * What the planner of a database expects of a statement. Made from statistics over whole tables,
 * whatever of them a caller may see.
 *
 * @param cost of the whole statement, in the planner's own units
 * @param rows that it is expected to yield
 * @param scans the relations that are read without an index that would find the rows
 */
public record PlanEstimate(double cost, double rows, List<Scan> scans) {

    /**
     * A reading of one relation from its beginning.
     *
     * @param rows that the planner expects it to yield, after conditions
     * @param mostRows that it can read at the cost that is expected of it
     * @param share the part of it that is expected to be read before a limit ends it; 1: the whole
     */
    public record Scan(RelationName relation, double rows, double mostRows, double share) {}

    public PlanEstimate {
        scans = List.copyOf(scans);
    }
}
