package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.sql.StatementKind;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * What is put around a rewritten statement.
 *
 * @param kind what the whole then is
 * @param before goes in front
 * @param after goes behind
 * @param inside finds the statement in the tree of the whole, once it has proven what is around it
 */
record Frame(StatementKind kind, String before, String after, UnaryOperator<JsonNode> inside) {

    /** Nothing, around a statement that is an EXPLAIN already. */
    static Frame none() {
        return new Frame(StatementKind.EXPLAIN, "", "", UnaryOperator.identity());
    }

    /** A limit from the first row on. */
    static Frame limited(String alias, int rows) {
        return limited(alias, rows, 0);
    }

    /**
     * A limit that the planner knows of, whatever limit the statement has of its own.
     *
     * @param skip how many rows are left out before
     */
    static Frame limited(String alias, int rows, int skip) {
        return new Frame(
                StatementKind.READ,
                "SELECT * FROM (",
                ") AS "
                        + Quoted.name(alias)
                        + " LIMIT "
                        + rows
                        + (skip == 0 ? "" : " OFFSET " + skip),
                whole -> {
                    JsonNode from = whole.path("SelectStmt").path("fromClause").path(0);
                    JsonNode query = from.path("RangeSubselect").path("subquery");
                    return proven(Nodes.limited(query, alias, rows, skip), whole, query);
                });
    }

    /**
     * This frame, shown as a plan in JSON.
     *
     * @param option another option of EXPLAIN, of PostgreSQL's own names; empty for none
     */
    Frame explained(Optional<String> option) {
        String options = option.map(it -> ", " + it).orElse("");
        return new Frame(
                StatementKind.EXPLAIN,
                "EXPLAIN (FORMAT json" + options + ") " + before,
                after,
                whole -> {
                    JsonNode query = whole.path("ExplainStmt").path("query");
                    JsonNode expected = Nodes.explain(query, option);
                    return inside.apply(proven(expected, whole, query));
                });
    }

    private static JsonNode proven(JsonNode expected, JsonNode found, JsonNode query) {
        if (!Proof.equal(expected, found)) {
            throw Proof.failed();
        }
        return query;
    }
}
