package dev.gatehouse.app;

import dev.gatehouse.app.Lab.Column;
import dev.gatehouse.app.Lab.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a generated SELECT can name. */
final class Scope {

    private final @Nullable Scope outer;
    private final boolean seesOuter;
    private final Map<String, List<Column>> expressions;
    private final List<Item> items = new ArrayList<>();

    private Scope(@Nullable Scope outer, boolean seesOuter, Map<String, List<Column>> expressions) {
        this.outer = outer;
        this.seesOuter = seesOuter;
        this.expressions = new LinkedHashMap<>(expressions);
    }

    /**
     * Something in a FROM.
     *
     * @param schema the schema of a table that goes by its own name; otherwise empty
     * @param key the primary key; empty where grouping by it is not to be tried
     * @param row what its name alone means
     * @param bound a condition that must hold, or empty
     */
    record Item(
            String name,
            String schema,
            List<Column> columns,
            List<Column> key,
            Row row,
            String bound) {

        boolean hasOnlyOrdered() {
            return columns.stream().allMatch(column -> column.kind().isOrdered());
        }

        /** The names that are in both, if all of them can be joined by; otherwise none. */
        List<String> common(Item other) {
            List<String> others = other.columns.stream().map(Column::name).toList();
            List<Column> same = columns.stream().filter(c -> others.contains(c.name())).toList();
            return other.columns.containsAll(same) && hasOnlyOrdered()
                    ? same.stream().map(Column::name).toList()
                    : List.of();
        }
    }

    /** What the name of an item means without a column. */
    enum Row {
        /** One value. */
        NONE,
        /** A row. */
        VALUES,
        /** A row whose fields have the names of the columns. */
        NAMED
    }

    /** A column of an item. */
    record Reference(Item item, Column column) {}

    static Scope outermost() {
        return new Scope(null, false, Map.of());
    }

    /** The scope of a subquery that sees the columns around it. */
    Scope correlated() {
        return new Scope(this, true, expressions);
    }

    /** The scope of a subquery that sees only the common table expressions around it. */
    Scope uncorrelated() {
        return new Scope(this, false, expressions);
    }

    /** Whether no other FROM is around this one. */
    boolean isOutermost() {
        return outer == null;
    }

    void add(Item item) {
        items.add(item);
    }

    void define(String name, List<Column> columns) {
        expressions.put(name, columns);
    }

    /** The common table expressions in sight; one that has no columns is not to be used yet. */
    Map<String, List<Column>> expressions() {
        return expressions;
    }

    List<Item> items() {
        return items;
    }

    boolean has(String name) {
        return items.stream().anyMatch(item -> item.name().equals(name));
    }

    /** The items that an expression can name here, its own and those around it. */
    List<Item> inSight() {
        List<Item> all = new ArrayList<>(items);
        if (outer != null && seesOuter) {
            outer.inSight().stream().filter(item -> !has(item.name())).forEach(all::add);
        }
        return all;
    }

    List<Reference> columns(Kind kind) {
        return columns(inSight(), column -> column.kind() == kind);
    }

    /** The columns of this FROM that can be compared. */
    List<Reference> ordered() {
        return columns(items, column -> column.kind().isOrdered());
    }

    private static List<Reference> columns(List<Item> of, Predicate<Column> which) {
        return of.stream()
                .flatMap(
                        item ->
                                item.columns().stream()
                                        .filter(which)
                                        .map(column -> new Reference(item, column)))
                .toList();
    }

    /** Whether the name of a column is enough to find it. */
    boolean isUnique(Reference reference) {
        String name = reference.column().name();
        return items.contains(reference.item())
                && items.stream()
                                .flatMap(item -> item.columns().stream())
                                .filter(column -> column.name().equals(name))
                                .count()
                        == 1;
    }
}
