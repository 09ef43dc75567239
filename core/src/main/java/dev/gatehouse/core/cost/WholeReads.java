package dev.gatehouse.core.cost;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.sql.PlanEstimate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables of which a plan reads the whole, as the statement names them: partitions count for
 * their table, and tables behind a view for the view. Tables that only filters and masks of the
 * policy read are left out: the caller can do nothing about them.
 *
 * @param named the relations that the statement names
 * @param whole every relation of the database
 */
record WholeReads(Set<String> named, Optional<Catalog> whole) {

    /**
     * A table of which the whole is read.
     *
     * @param relation as the statement names it
     * @param rows about
     */
    record Read(String relation, double rows) {}

    /** The largest of them. */
    Optional<Read> largest(List<PlanEstimate.Scan> scans) {
        Map<RelationName, Double> parts = new HashMap<>();
        scans.forEach(scan -> parts.merge(scan.relation(), rows(scan), Math::max));
        Map<String, Double> tables = new HashMap<>();
        parts.forEach(
                (part, rows) ->
                        named(part).ifPresent(table -> tables.merge(table, rows, Double::sum)));
        return tables.entrySet().stream()
                .map(table -> new Read(table.getKey(), table.getValue()))
                .max(Comparator.comparingDouble(Read::rows));
    }

    /**
     * The catalog tells the rows of a table; a table that has grown since yields more. Of one that
     * the database knows nothing of yet, the cost tells how many there may be.
     */
    private double rows(PlanEstimate.Scan scan) {
        long known = relation(scan.relation()).map(Relation::estimatedRows).orElse(-1L);
        return scan.share() * (known < 0 ? scan.mostRows() : Math.max((double) known, scan.rows()));
    }

    private Optional<Relation> relation(RelationName name) {
        return whole.flatMap(catalog -> catalog.relation(name));
    }

    /** How the statement names the table that is read: by its name, an ancestor's, or a view's. */
    private Optional<String> named(RelationName part) {
        List<String> names =
                relation(part).stream()
                        .flatMap(each -> each.ancestors().stream())
                        .flatMap(Set::stream)
                        .map(RelationName::toString)
                        .toList();
        return names.stream()
                .filter(named::contains)
                .findFirst()
                .or(() -> Optional.of(part.toString()).filter(named::contains))
                .or(() -> throughView(part));
    }

    private Optional<String> throughView(RelationName part) {
        return whole.stream()
                .flatMap(catalog -> catalog.relations().stream())
                .filter(each -> named.contains(each.name().toString()))
                .filter(each -> each.reads().stream().anyMatch(read -> isOrHolds(read, part)))
                .map(each -> each.name().toString())
                .findFirst();
    }

    private boolean isOrHolds(RelationName table, RelationName part) {
        return table.equals(part)
                || relation(part).stream()
                        .flatMap(each -> each.ancestors().stream())
                        .anyMatch(each -> each.contains(table));
    }
}
