package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.RelationName;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The columns of tables that a statement names, as far as its text tells. A name may mean the
 * output of a subquery instead, and then the column is there by what the subquery names.
 */
final class ColumnUses {

    private final NavigableMap<RelationName, NavigableSet<String>> columns = new TreeMap<>();

    private ColumnUses() {}

    static NavigableMap<RelationName, NavigableSet<String>> of(Findings findings) {
        ColumnUses uses = new ColumnUses();
        findings.tables()
                .forEach(table -> uses.columns.put(table.relation().name(), new TreeSet<>()));
        findings.tables().stream().filter(TableSite::tableCommand).forEach(uses::addAll);
        findings.columns().forEach(uses::add);
        return uses.columns;
    }

    private void add(Findings.Column column) {
        Scope scope = column.scope();
        if (column.name().equals("*")) {
            List<TableSite> tables =
                    column.of().isEmpty() ? scope.tables() : scope.called(column.of());
            tables.forEach(this::addAll);
        } else if (!column.of().isEmpty()) {
            scope.called(column.of()).forEach(table -> add(table, List.of(column.name())));
        } else if (scope.having(column.name()).isEmpty()) {
            scope.called(column.name()).forEach(this::addAll);
        } else {
            scope.having(column.name()).forEach(table -> add(table, List.of(column.name())));
        }
    }

    private void addAll(TableSite table) {
        add(table, table.relation().columnNames());
    }

    private void add(TableSite table, Collection<String> names) {
        NavigableSet<String> known = columns.getOrDefault(table.relation().name(), new TreeSet<>());
        names.stream().filter(table::hasColumn).forEach(known::add);
    }
}
