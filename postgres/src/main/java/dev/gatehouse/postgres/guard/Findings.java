package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.RelationName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What the walk found in one statement; filled by it, then only read. */
final class Findings {

    /** A reference to a column that names the schema, {@code schema.table.column}. */
    record QualifiedColumn(JsonNode node, Scope scope, RelationName table, int from, int to) {}

    /** A type of the database's own that is written without its schema. */
    record BareType(JsonNode node, RelationName type, int from, int to) {}

    /**
     * A type that the statement names.
     *
     * @param cast whether something may be cast to it that is no literal
     * @param at its offset
     */
    record NamedType(RelationName type, boolean cast, int at) {}

    /**
     * A function of users that is called without its schema.
     *
     * @param name the fields of its name
     * @param gap what keeps the schema apart from what stands before
     */
    record BareCall(JsonNode name, RelationName function, int at, String gap) {}

    /**
     * The last part of a dotted name: a column, or a call of a function in disguise.
     *
     * @param of what stands before the dot, where that is a name; or else ""
     * @param at its offset; -1: not known
     */
    record Field(Scope scope, String of, String name, int at) {}

    /**
     * A column, or with a star all of them.
     *
     * @param of what stands before the name, or ""
     * @param name or "*"
     */
    record Column(Scope scope, String of, String name) {}

    /** Columns that must join a GROUP BY, in front of the key that determines them. */
    record GroupedColumns(JsonNode key, int at, String alias, List<String> columns) {}

    private final List<TableSite> tables = new ArrayList<>();
    private final List<QualifiedColumn> qualifiedColumns = new ArrayList<>();
    private final List<BareType> bareTypes = new ArrayList<>();
    private final List<NamedType> types = new ArrayList<>();
    private final List<BareCall> bareCalls = new ArrayList<>();
    private final Set<RelationName> calls = new HashSet<>();
    private final List<Field> fields = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<GroupedColumns> groupedColumns = new ArrayList<>();
    private final NavigableSet<String> functions = new TreeSet<>();
    private final Set<String> outputs = new HashSet<>();
    private boolean wholeRows;

    List<TableSite> tables() {
        return tables;
    }

    List<QualifiedColumn> qualifiedColumns() {
        return qualifiedColumns;
    }

    List<BareType> bareTypes() {
        return bareTypes;
    }

    List<NamedType> types() {
        return types;
    }

    List<BareCall> bareCalls() {
        return bareCalls;
    }

    /** The functions of users that are called. */
    Set<RelationName> calls() {
        return calls;
    }

    List<Field> fields() {
        return fields;
    }

    List<Column> columns() {
        return columns;
    }

    List<GroupedColumns> groupedColumns() {
        return groupedColumns;
    }

    NavigableSet<String> functions() {
        return functions;
    }

    /** Names that the statement gives to columns itself. */
    Set<String> outputs() {
        return outputs;
    }

    /** Whether tables may be reached as a whole by what does not name them. */
    boolean wholeRows() {
        return wholeRows;
    }

    /** A join that is natural has columns by what both sides have; one with a name has all. */
    void joinsWholeRows() {
        wholeRows = true;
    }
}
