package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.RelationName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What the walk found in one statement; filled by it, then only read. */
final class Findings {

    /** A reference to a column that names the schema, {@code schema.table.column}. */
    record QualifiedColumn(JsonNode node, RelationName table, int from, int to) {}

    /** A type of the database's own that is written without its schema. */
    record BareType(JsonNode node, RelationName type, int from, int to) {}

    /**
     * The last part of a dotted name: a column, or a call of a function in disguise.
     *
     * @param of what stands before the dot, where that is a name; or else ""
     * @param at its offset; -1: not known
     */
    record Field(String of, String name, int at) {}

    /** Columns that must join a GROUP BY, in front of the key that determines them. */
    record GroupedColumns(JsonNode key, int at, String alias, List<String> columns) {}

    private final List<TableSite> tables = new ArrayList<>();
    private final List<QualifiedColumn> qualifiedColumns = new ArrayList<>();
    private final List<BareType> bareTypes = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private final List<GroupedColumns> groupedColumns = new ArrayList<>();
    private final NavigableSet<String> functions = new TreeSet<>();
    private final Set<String> otherNames = new HashSet<>();

    List<TableSite> tables() {
        return tables;
    }

    List<QualifiedColumn> qualifiedColumns() {
        return qualifiedColumns;
    }

    List<BareType> bareTypes() {
        return bareTypes;
    }

    List<Field> fields() {
        return fields;
    }

    List<GroupedColumns> groupedColumns() {
        return groupedColumns;
    }

    NavigableSet<String> functions() {
        return functions;
    }

    /** The names by which anything in a FROM goes that is no table. */
    Set<String> otherNames() {
        return otherNames;
    }

    /** Whether {@code name} is in every FROM the name of a table that satisfies the condition. */
    boolean isAlways(String name, Predicate<TableSite> condition) {
        List<TableSite> called = tables.stream().filter(t -> t.alias().equals(name)).toList();
        return !called.isEmpty()
                && !otherNames.contains(name)
                && called.stream().allMatch(condition);
    }
}
