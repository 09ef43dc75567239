package dev.gatehouse.postgres.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Keeps {@code SELECT c.name ... GROUP BY c.id} legal. PostgreSQL lets a query show every column of
 * a table whose primary key it groups by, but a subquery has no primary key: so the columns that
 * are shown join the GROUP BY, which changes nothing, because the key determines them.
 */
final class GroupKeys {

    /** The clauses that are computed for each group. */
    private static final List<String> OF_GROUPS =
            List.of("targetList", "havingClause", "sortClause", "windowClause", "distinctClause");

    private final JsonNode select;
    private final Functions functions;
    private final Source source;
    private final Map<String, TableSite> byAlias = new HashMap<>();
    private final Map<String, List<TableSite>> byColumn = new HashMap<>();
    private final Map<String, Grouped> grouped = new LinkedHashMap<>();

    private GroupKeys(JsonNode select, Scope scope, Functions functions, Source source) {
        this.source = source;
        this.select = select;
        this.functions = functions;
        for (TableSite table : scope.uncovered()) {
            byAlias.put(table.alias(), table);
            for (String column : table.columnNames()) {
                byColumn.computeIfAbsent(column, _ -> new ArrayList<>()).add(table);
            }
        }
    }

    /** The columns to add to a SELECT's GROUP BY, table by table; none where it has none. */
    static List<Findings.GroupedColumns> of(
            JsonNode select, Scope scope, Functions functions, Source source) {
        boolean groups = select.has("groupClause") && !scope.tables().isEmpty();
        return groups ? new GroupKeys(select, scope, functions, source).find() : List.of();
    }

    /** A column of one of the tables, by the name that the query gives the table. */
    private record Reference(String alias, String column) {}

    /**
     * One table of those that the query groups by.
     *
     * @param first the first key, as the statement has it
     * @param keys the columns that are keys
     * @param shown the columns that are computed with for each group
     */
    private record Grouped(
            TableSite table, JsonNode first, Set<String> keys, NavigableSet<String> shown) {

        Grouped(TableSite table, JsonNode first) {
            this(table, first, new HashSet<>(), new TreeSet<>());
        }

        /** A table whose columns the statement renames is left alone: its names are not its own. */
        boolean isDetermined() {
            List<String> primaryKey = table.relation().primaryKey();
            return !primaryKey.isEmpty()
                    && keys.containsAll(primaryKey)
                    && !table.node().path("alias").has("colnames");
        }

        Findings.GroupedColumns addition(Source source) {
            JsonNode located = first.has("location") ? first : first.path("arg").path("ColumnRef");
            int at = source.startOfParentheses(Tree.location(located));
            return new Findings.GroupedColumns(first, at, table.alias(), List.copyOf(shown));
        }
    }

    private List<Findings.GroupedColumns> find() {
        groupByKeys();
        grouped.values().removeIf(table -> !table.isDetermined());
        if (grouped.isEmpty()) {
            return List.of();
        }
        OF_GROUPS.forEach(clause -> collect(select.path(clause), false));
        grouped.values().forEach(table -> table.shown().removeAll(table.keys()));
        groupedInSets().forEach(this::keepOut);
        return grouped.values().stream()
                .filter(table -> !table.shown().isEmpty())
                .map(table -> table.addition(source))
                .toList();
    }

    private void groupByKeys() {
        for (Tree.Node key : Tree.nodes(select.path("groupClause"))) {
            keyColumn(key).ifPresent(column -> addKey(column, key.fields()));
        }
    }

    private void addKey(Reference column, JsonNode key) {
        TableSite table = byAlias.get(column.alias());
        if (table != null) {
            grouped.computeIfAbsent(column.alias(), _ -> new Grouped(table, key))
                    .keys()
                    .add(column.column());
        }
    }

    private void show(Reference column) {
        Grouped table = grouped.get(column.alias());
        if (table != null) {
            table.shown().add(column.column());
        }
    }

    private void keepOut(Reference column) {
        Grouped table = grouped.get(column.alias());
        if (table != null) {
            table.shown().remove(column.column());
        }
    }

    /**
     * The columns in ROLLUP, CUBE and GROUPING SETS. They must not become keys of their own: there
     * they are NULL in some groups.
     */
    private Set<Reference> groupedInSets() {
        Set<Reference> inSets = new HashSet<>();
        for (Tree.Node key : Tree.nodes(select.path("groupClause"))) {
            if (key.is("GroupingSet")) {
                addMembers(key, inSets);
            }
        }
        return inSets;
    }

    private void addMembers(Tree.Node member, Set<Reference> inSets) {
        switch (member.type()) {
            case "GroupingSet" -> addMembers(member.fields().path("content"), inSets);
            case "RowExpr" -> addMembers(member.fields().path("args"), inSets);
            case "List" -> addMembers(member.fields().path("items"), inSets);
            default -> keyColumn(member).ifPresent(inSets::add);
        }
    }

    private void addMembers(JsonNode members, Set<Reference> inSets) {
        Tree.nodes(members).forEach(member -> addMembers(member, inSets));
    }

    /**
     * The column that a key means: itself, the target of that number, or the target of that name.
     */
    private Optional<Reference> keyColumn(Tree.Node key) {
        return switch (key.type()) {
            case "ColumnRef" -> reference(key.fields()).or(() -> targetNamed(key.fields()));
            case "A_Indirection" -> selected(key.fields());
            case "A_Const" -> target(key.fields().path("ival").path("ival").asInt(0) - 1);
            default -> Optional.empty();
        };
    }

    private Optional<Reference> target(int index) {
        return Tree.node(select.path("targetList").path(index)).flatMap(this::columnOf);
    }

    private Optional<Reference> targetNamed(JsonNode columnRef) {
        List<String> name = Tree.strings(columnRef.path("fields"));
        if (name.size() != 1) {
            return Optional.empty();
        }
        return Tree.nodes(select.path("targetList")).stream()
                .filter(target -> Tree.text(target.fields(), "name").equals(name.getFirst()))
                .findFirst()
                .flatMap(this::columnOf);
    }

    private Optional<Reference> columnOf(Tree.Node target) {
        return Tree.node(target.fields().path("val")).flatMap(this::column);
    }

    private Optional<Reference> column(Tree.Node value) {
        return switch (value.type()) {
            case "ColumnRef" -> reference(value.fields());
            case "A_Indirection" -> selected(value.fields());
            default -> Optional.empty();
        };
    }

    /** The column that {@code (table).column} means. */
    private Optional<Reference> selected(JsonNode indirection) {
        JsonNode row = indirection.path("arg").path("ColumnRef").path("fields");
        List<String> name = new ArrayList<>(Tree.strings(row));
        name.addAll(Tree.strings(indirection.path("indirection")));
        boolean isColumn = row.size() == 1 && indirection.path("indirection").size() == 1;
        return isColumn && name.size() == 2
                ? reference(name.getFirst(), name.getLast())
                : Optional.empty();
    }

    /** Inside a subquery, only a reference through a table's name is surely one to that table. */
    private void collect(JsonNode tree, boolean inner) {
        if (tree.isArray()) {
            tree.forEach(member -> collect(member, inner));
            return;
        }
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (field.getKey().equals("ColumnRef")) {
                addColumns(field.getValue(), inner);
            } else if (field.getKey().equals("A_Indirection")) {
                selected(field.getValue()).ifPresent(this::show);
                collect(field.getValue(), inner);
            } else if (inner || !isAggregate(field.getKey(), field.getValue())) {
                boolean deeper = inner || field.getKey().equals("SelectStmt");
                collect(field.getValue(), deeper);
            }
        }
    }

    /**
     * Whether this computes one value from the rows of a group, so that what is in it need not be a
     * key, nor be of a type that can be one. Inside a subquery it may be of other rows.
     */
    private boolean isAggregate(String type, JsonNode fields) {
        return switch (type) {
            case "FuncCall" ->
                    !fields.has("over")
                            && !fields.has("agg_within_group")
                            && functions.isAggregate(Tree.strings(fields.path("funcname")));
            case "JsonObjectAgg", "JsonArrayAgg" -> !fields.path("constructor").has("over");
            default -> false;
        };
    }

    private void addColumns(JsonNode columnRef, boolean inner) {
        JsonNode parts = columnRef.path("fields");
        List<String> name = Tree.strings(parts);
        boolean star = name.size() < parts.size();
        if (inner && name.size() == (star ? 0 : 1)) {
            return;
        }
        if (star) {
            grouped.values().stream()
                    .filter(t -> name.isEmpty() || name.getLast().equals(t.table().alias()))
                    .forEach(t -> t.shown().addAll(t.table().relation().columnNames()));
        } else {
            reference(columnRef).ifPresent(this::show);
        }
    }

    /** The table and column that a reference means; empty when it means something else. */
    private Optional<Reference> reference(JsonNode columnRef) {
        JsonNode parts = columnRef.path("fields");
        List<String> name = Tree.strings(parts);
        if (name.isEmpty() || name.size() < parts.size()) {
            return Optional.empty();
        }
        String column = name.getLast();
        if (name.size() == 1) {
            List<TableSite> having = byColumn.getOrDefault(column, List.of());
            return having.size() == 1
                    ? Optional.of(new Reference(having.getFirst().alias(), column))
                    : Optional.empty();
        }
        return reference(name.get(name.size() - 2), column);
    }

    private Optional<Reference> reference(String alias, String column) {
        return byColumn.getOrDefault(column, List.of()).stream()
                .filter(table -> table.alias().equals(alias))
                .findFirst()
                .map(_ -> new Reference(alias, column));
    }
}
