package dev.gatehouse.postgres.guard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is in sight of one SELECT: the names of the common table expressions that hide tables of the
 * same name, and the tables that stand in its own FROM.
 */
final class Scope {

    private final @Nullable Scope outer;
    private final boolean tableCommand;
    private final Set<String> expressions = new HashSet<>();
    private final List<TableSite> tables = new ArrayList<>();
    private final Set<TableSite> covered = new HashSet<>();
    private final Set<String> others = new HashSet<>();
    private boolean nameless;

    private Scope(@Nullable Scope outer, boolean tableCommand) {
        this.outer = outer;
        this.tableCommand = tableCommand;
    }

    /** The scope around a statement, in which nothing is in sight. */
    static Scope outermost() {
        return new Scope(null, false);
    }

    /**
     * The scope of a SELECT inside this one.
     *
     * @param isTableCommand whether it is written as {@code TABLE name}
     */
    Scope inner(boolean isTableCommand) {
        return new Scope(this, isTableCommand);
    }

    boolean isTableCommand() {
        return tableCommand;
    }

    /** From here on, {@code name} without a schema is a common table expression. */
    void define(String name) {
        expressions.add(name);
    }

    /** Whether {@code name} without a schema is a common table expression here. */
    boolean defines(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.expressions.contains(name)) {
                return true;
            }
        }
        return false;
    }

    void add(TableSite table) {
        tables.add(table);
    }

    /** A join with a name of its own has covered the tables from the one of this number on. */
    void cover(int first) {
        covered.addAll(tables.subList(first, tables.size()));
    }

    /** Something in this FROM that is no table goes by {@code name}. */
    void addOther(String name) {
        others.add(name);
    }

    /** Something in this FROM that is no table goes by a name that is not known. */
    void addNameless() {
        nameless = true;
    }

    /**
     * Whether what goes by {@code name} here can only be a table that satisfies the condition: in
     * every FROM around this place, seen from here or not, where something has that name.
     */
    boolean isAlways(String name, Predicate<TableSite> condition) {
        boolean found = false;
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<TableSite> called =
                    scope.tables.stream().filter(table -> table.alias().equals(name)).toList();
            boolean other = scope.nameless || scope.others.contains(name);
            if (other || !called.stream().allMatch(condition)) {
                return false;
            }
            found |= !called.isEmpty();
        }
        return found;
    }

    /** The tables that go by a name in the innermost FROM around this place that has any. */
    List<TableSite> called(String name) {
        return innermost(table -> table.alias().equals(name));
    }

    /** The tables that have a column, in the innermost FROM around this place that has any. */
    List<TableSite> having(String column) {
        return innermost(table -> table.columnNames().contains(column));
    }

    private List<TableSite> innermost(Predicate<TableSite> condition) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<TableSite> found = scope.tables.stream().filter(condition).toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    List<TableSite> tables() {
        return tables;
    }

    /** The tables that can be named here, and whose columns can be. */
    List<TableSite> uncovered() {
        return tables.stream().filter(table -> !covered.contains(table)).toList();
    }
}
