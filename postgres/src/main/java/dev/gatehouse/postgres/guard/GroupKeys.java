package dev.gatehouse.postgres.guard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Keeps {@code SELECT c.name ... GROUP BY c.id} legal. PostgreSQL lets a query show every column of
 * a table whose primary key it groups by, but a subquery has no primary key: so the columns that
 * are shown join the GROUP BY, which changes nothing, because the key determines them.
 */
final class GroupKeys {

    private final JsonNode select;
    private final Scope scope;

    private GroupKeys(JsonNode select, Scope scope) {
        this.select = select;
        this.scope = scope;
    }

    /** The columns to add to a SELECT's GROUP BY, table by table; empty when it has none. */
    static Optional<List<Findings.GroupedColumns>> of(JsonNode select, Scope scope) {
        if (!select.has("groupClause") || scope.tables().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new GroupKeys(select, scope).find());
    }

    /** A column of one of the tables, as a query refers to it. */
    private record Reference(TableSite table, String column) {}

    /** What the query groups by, of one table: the first key as written, and the columns. */
    private record Keys(JsonNode first, List<String> columns) {}

    private List<Findings.GroupedColumns> find() {
        Map<String, Keys> grouped = groupedByTable();
        List<Findings.GroupedColumns> added = new ArrayList<>();
        for (TableSite table : scope.tables()) {
            Keys keys = grouped.get(table.alias());
            if (keys != null && determines(keys, table)) {
                NavigableSet<String> shown = shown(table);
                keys.columns().forEach(shown::remove);
                if (!shown.isEmpty()) {
                    added.add(addition(table, keys.first(), List.copyOf(shown)));
                }
            }
        }
        return added;
    }

    private static boolean determines(Keys keys, TableSite table) {
        List<String> primaryKey = table.relation().primaryKey();
        return !primaryKey.isEmpty() && keys.columns().containsAll(primaryKey);
    }

    private static Findings.GroupedColumns addition(
            TableSite table, JsonNode key, List<String> columns) {
        return new Findings.GroupedColumns(key, Tree.location(key), table.alias(), columns);
    }

    private Map<String, Keys> groupedByTable() {
        Map<String, Keys> grouped = new LinkedHashMap<>();
        for (Tree.Node key : Tree.nodes(select.path("groupClause"))) {
            keyColumn(key)
                    .flatMap(this::reference)
                    .ifPresent(
                            reference ->
                                    grouped.computeIfAbsent(
                                                    reference.table().alias(),
                                                    _ -> new Keys(key.fields(), new ArrayList<>()))
                                            .columns()
                                            .add(reference.column()));
        }
        return grouped;
    }

    /**
     * The column that a key means: itself, the target of that number, or the target of that name.
     */
    private Optional<JsonNode> keyColumn(Tree.Node key) {
        return switch (key.type()) {
            case "ColumnRef" ->
                    reference(key.fields()).isPresent()
                            ? Optional.of(key.fields())
                            : target(Tree.strings(key.fields().path("fields")));
            case "A_Const" -> target(key.fields().path("ival").path("ival").asInt(0) - 1);
            default -> Optional.empty();
        };
    }

    private Optional<JsonNode> target(int index) {
        List<Tree.Node> targets = Tree.nodes(select.path("targetList"));
        return index >= 0 && index < targets.size()
                ? columnOf(targets.get(index).fields())
                : Optional.empty();
    }

    private Optional<JsonNode> target(List<String> name) {
        return Tree.nodes(select.path("targetList")).stream()
                .filter(
                        t ->
                                name.size() == 1
                                        && Tree.text(t.fields(), "name").equals(name.getFirst()))
                .findFirst()
                .flatMap(t -> columnOf(t.fields()));
    }

    private static Optional<JsonNode> columnOf(JsonNode target) {
        return Tree.node(target.path("val"))
                .filter(value -> value.is("ColumnRef"))
                .map(Tree.Node::fields);
    }

    /**
     * The columns of {@code table} to which the query refers outside its FROM, WHERE and GROUP BY.
     */
    private NavigableSet<String> shown(TableSite table) {
        NavigableSet<String> shown = new TreeSet<>();
        for (String clause :
                List.of(
                        "targetList",
                        "havingClause",
                        "sortClause",
                        "windowClause",
                        "distinctClause")) {
            collect(select.path(clause), table, false, shown);
        }
        return shown;
    }

    /** Inside a subquery, only a reference through the table's name is surely one to this table. */
    private void collect(
            JsonNode tree, TableSite table, boolean inner, NavigableSet<String> shown) {
        if (tree.isArray()) {
            tree.forEach(member -> collect(member, table, inner, shown));
            return;
        }
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (field.getKey().equals("ColumnRef")) {
                shown.addAll(columnsOf(field.getValue(), table, inner));
            } else {
                boolean deeper = inner || field.getKey().equals("SelectStmt");
                collect(field.getValue(), table, deeper, shown);
            }
        }
    }

    private List<String> columnsOf(JsonNode column, TableSite table, boolean inner) {
        JsonNode parts = column.path("fields");
        List<String> name = Tree.strings(parts);
        boolean star = name.size() < parts.size();
        if (inner && name.size() == (star ? 0 : 1)) {
            return List.of();
        }
        if (star) {
            boolean ofTable = name.isEmpty() || name.getLast().equals(table.alias());
            return ofTable ? table.relation().columnNames() : List.of();
        }
        return reference(column)
                .filter(reference -> reference.table().alias().equals(table.alias()))
                .map(reference -> List.of(reference.column()))
                .orElse(List.of());
    }

    /** The table and column that a reference means; empty when it means something else. */
    private Optional<Reference> reference(JsonNode columnRef) {
        JsonNode parts = columnRef.path("fields");
        List<String> name = Tree.strings(parts);
        if (name.isEmpty() || name.size() < parts.size()) {
            return Optional.empty();
        }
        String column = name.getLast();
        TableSite table =
                name.size() == 1
                        ? tableWith(column)
                        : scope.table(name.get(name.size() - 2)).orElse(null);
        return table != null && table.relation().columnNames().contains(column)
                ? Optional.of(new Reference(table, column))
                : Optional.empty();
    }

    private @Nullable TableSite tableWith(String column) {
        List<TableSite> having =
                scope.tables().stream()
                        .filter(table -> table.relation().columnNames().contains(column))
                        .toList();
        return having.size() == 1 ? having.getFirst() : null;
    }
}
