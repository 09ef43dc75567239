package dev.gatehouse.core.cost;

import dev.gatehouse.core.ask.Planning;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Index;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.engine.Engine;
import dev.gatehouse.core.policy.Verdict;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.PlanEstimate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a statement may cost what is expected of it. What is said of that names only tables and
 * columns that exist for the caller, and numbers only where its plan may be shown.
 *
 * @param visible what exists for the caller
 */
record Expense(Verdict verdict, Catalog visible, Planning limits) {

    private static final int MOST_TABLES = 5;
    private static final int MOST_COLUMNS = 10;

    /**
     * @param engine knows the sizes of all tables
     */
    void check(PlanEstimate estimate, Engine engine) {
        if (estimate.cost() > limits.cost()) {
            throw new Refused(
                    Code.TOO_EXPENSIVE,
                    "the planner expects "
                            + (verdict.openPlan()
                                    ? "a cost of " + whole(estimate.cost())
                                    : "too high a cost")
                            + "; the limit is "
                            + limits.cost()
                            + " (max_cost), and nothing ran",
                    help(verdict.relations()));
        }
        new WholeReads(Set.copyOf(verdict.relations()), engine.known())
                .largest(estimate.scans())
                .filter(read -> read.rows() > limits.scanRows())
                .ifPresent(this::refuse);
    }

    private void refuse(WholeReads.Read read) {
        String size = verdict.openPlan() ? ", about " + whole(read.rows()) + " rows" : "";
        throw new Refused(
                Code.TOO_EXPENSIVE,
                "the whole of the table `%s` would be read%s; the limit is %d rows (max_scan_rows), and nothing ran"
                        .formatted(read.relation(), size, limits.scanRows()),
                help(List.of(read.relation())));
    }

    private static String whole(double number) {
        return BigDecimal.valueOf(number).setScale(0, RoundingMode.CEILING).toPlainString();
    }

    /** The columns by which the database finds rows, of the tables that the statement names. */
    private String help(List<String> tables) {
        String columns =
                visible.relations().stream()
                        .filter(each -> tables.contains(each.name().toString()))
                        .limit(MOST_TABLES)
                        .flatMap(each -> indexed(each).stream())
                        .collect(Collectors.joining("; "));
        return (columns.isEmpty()
                        ? "Filter on indexed columns"
                        : "Filter on indexed columns (" + columns + ")")
                + ", join fewer tables, or ask for a smaller part"
                + (verdict.openPlan() ? "; explain shows the plan and its cost." : ".");
    }

    private static Optional<String> indexed(Relation relation) {
        Set<String> leading = new TreeSet<>();
        Stream.concat(
                        relation.primaryKey().stream().limit(1),
                        relation.indexes().stream().flatMap(index -> leading(index, relation)))
                .forEach(leading::add);
        return leading.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        relation.name()
                                + ": "
                                + leading.stream()
                                        .limit(MOST_COLUMNS)
                                        .collect(Collectors.joining(", ")));
    }

    /** The first column of an index, unless it is an expression. */
    private static Stream<String> leading(Index index, Relation relation) {
        String inside = index.definition().replaceFirst("^[^(]*\\(", "");
        return relation.columnNames().stream()
                .filter(
                        column ->
                                inside.matches(
                                        "(?s)(\\Q"
                                                + column
                                                + "\\E|\"\\Q"
                                                + column
                                                + "\\E\")[ ,)].*"));
    }
}
