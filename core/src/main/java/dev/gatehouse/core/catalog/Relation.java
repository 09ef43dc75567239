package dev.gatehouse.core.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Anything that can stand in FROM and has columns.
 *
 * @param estimatedRows the database's own estimate; -1 when it has none
 * @param columns in the order of the database
 * @param primaryKey column names; empty when there is none
 * @param foreignKeys from this relation to others
 * @param referencedBy from others to this relation
 * @param reads for a view: every relation that it reads, through other views too, system catalogs
 *     included; empty for a table
 * @param calls for a view: every function that it calls, through other views too
 * @param ancestors the tables of which this is a partition or from which it inherits: its parents,
 *     then their parents, and so on; what is read from them is read from here, too
 * @param veiled whether a plan would tell of what is not here: of the conditions of row security,
 *     or of columns that the role may not read; also in what a view reads, in a partition or child
 */
public record Relation(
        RelationName name,
        RelationKind kind,
        String comment,
        long estimatedRows,
        List<Column> columns,
        List<String> primaryKey,
        List<ForeignKey> foreignKeys,
        List<ForeignKey> referencedBy,
        List<Index> indexes,
        Set<RelationName> reads,
        Set<RelationName> calls,
        List<Set<RelationName>> ancestors,
        boolean veiled) {

    public Relation {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        foreignKeys = List.copyOf(foreignKeys);
        referencedBy = List.copyOf(referencedBy);
        indexes = List.copyOf(indexes);
        reads = Set.copyOf(reads);
        calls = Set.copyOf(calls);
        ancestors = ancestors.stream().<Set<RelationName>>map(Set::copyOf).toList();
    }

    /** A relation that is nothing's partition and inherits nothing. */
    public Relation(
            RelationName name,
            RelationKind kind,
            String comment,
            long estimatedRows,
            List<Column> columns,
            List<String> primaryKey,
            List<ForeignKey> foreignKeys,
            List<ForeignKey> referencedBy,
            List<Index> indexes,
            Set<RelationName> reads,
            Set<RelationName> calls) {
        this(
                name,
                kind,
                comment,
                estimatedRows,
                columns,
                primaryKey,
                foreignKeys,
                referencedBy,
                indexes,
                reads,
                calls,
                List.of(),
                false);
    }

    /** The names of the columns, in order. */
    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** This relation without what changes by its rows alone: the estimate of their number. */
    public Relation withoutEstimate() {
        return new Relation(
                name,
                kind,
                comment,
                -1,
                columns,
                primaryKey,
                foreignKeys,
                referencedBy,
                indexes,
                reads,
                calls,
                ancestors,
                veiled);
    }

    /** The column of exactly this name. */
    public Optional<Column> column(String column) {
        return columns.stream().filter(each -> each.name().equals(column)).findFirst();
    }

    /** This relation with other ancestors. */
    public Relation withAncestors(List<Set<RelationName>> others) {
        return new Relation(
                name,
                kind,
                comment,
                estimatedRows,
                columns,
                primaryKey,
                foreignKeys,
                referencedBy,
                indexes,
                reads,
                calls,
                others,
                veiled);
    }

    /** This relation as one of which no plan is to be shown. */
    public Relation asVeiled() {
        return new Relation(
                name,
                kind,
                comment,
                estimatedRows,
                columns,
                primaryKey,
                foreignKeys,
                referencedBy,
                indexes,
                reads,
                calls,
                ancestors,
                true);
    }

    /** This relation as somebody sees it who may not see all of it. */
    public Relation seenAs(long rows, List<Column> shown, List<String> key, List<Index> kept) {
        return new Relation(
                name,
                kind,
                comment,
                rows,
                shown,
                key,
                foreignKeys,
                referencedBy,
                kept,
                reads,
                calls,
                ancestors,
                veiled);
    }

    /** This relation without the foreign keys that do not satisfy {@code visible}. */
    Relation linkedBy(Predicate<ForeignKey> visible) {
        return new Relation(
                name,
                kind,
                comment,
                estimatedRows,
                columns,
                primaryKey,
                foreignKeys.stream().filter(visible).toList(),
                referencedBy.stream().filter(visible).toList(),
                indexes,
                reads,
                calls,
                ancestors,
                veiled);
    }
}
