package dev.gatehouse.core.catalog;

import java.util.List;
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
        Set<RelationName> calls) {

    public Relation {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        foreignKeys = List.copyOf(foreignKeys);
        referencedBy = List.copyOf(referencedBy);
        indexes = List.copyOf(indexes);
        reads = Set.copyOf(reads);
        calls = Set.copyOf(calls);
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
                calls);
    }

    /** This relation without the foreign keys whose other end does not satisfy {@code visible}. */
    Relation linkedOnlyTo(Predicate<RelationName> visible) {
        return new Relation(
                name,
                kind,
                comment,
                estimatedRows,
                columns,
                primaryKey,
                foreignKeys.stream().filter(key -> visible.test(key.to())).toList(),
                referencedBy.stream().filter(key -> visible.test(key.from())).toList(),
                indexes,
                reads,
                calls);
    }
}
