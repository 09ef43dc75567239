package dev.gatehouse.core.result;

import dev.gatehouse.core.ask.Planning;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.sql.PlanEstimate;
import java.util.List;
import java.util.Map;

/** What the caller gets. By the time it exists, its audit record has been written. */
public sealed interface Answer {

    /**
     * Rows.
     *
     * @param bytes the size of the values, as the byte limit counts it
     * @param limit the limit on rows, bytes or the bytes of a value that was reached; 0 when none
     *     was
     * @param passage which part of the result this is
     */
    record Table(
            List<ResultColumn> columns,
            List<List<Value>> rows,
            long bytes,
            Truncation truncation,
            long limit,
            Passage passage)
            implements Answer {

        public Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        /** A table that is not known to be part of another. */
        public Table(
                List<ResultColumn> columns,
                List<List<Value>> rows,
                long bytes,
                Truncation truncation,
                long limit) {
            this(columns, rows, bytes, truncation, limit, Passage.WHOLE);
        }

        /** The same as a part of a result. */
        public Table as(Passage part) {
            return new Table(columns, rows, bytes, truncation, limit, part);
        }

        /** Whether any value was cut at the limit for one cell. */
        public boolean cellsCut() {
            for (List<Value> row : rows) {
                for (Value value : row) {
                    if (value instanceof Value.Cut) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /**
     * The plan of a statement.
     *
     * @param text as the database tells it: a document in JSON
     * @param bytes its size in UTF-8
     * @param limits that the statement would run under
     */
    record Plan(String text, long bytes, PlanEstimate estimate, Planning limits)
            implements Answer {}

    /** The part of a database that exists for the caller. */
    record Sight(String database, Catalog catalog) implements Answer {}

    /**
     * One relation, in full.
     *
     * @param labels the values of enumerated types, by the types of columns that have them
     */
    record Portrait(String database, Relation relation, Map<String, List<String>> labels)
            implements Answer {

        public Portrait {
            labels = Map.copyOf(labels);
        }
    }

    /** The names of the databases that exist for the caller, its default first. */
    record Names(List<String> databases) implements Answer {

        public Names {
            databases = List.copyOf(databases);
        }
    }

    /** No answer, and why. */
    record Denied(Refusal refusal) implements Answer {}
}
