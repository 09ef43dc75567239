package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.ShownColumn;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far a statement can reach into the columns of its tables. A column that it has no way to name
 * is left out of what it sees of the table: the text stays short, and masks that nobody asked for
 * are neither written nor read.
 *
 * <p>It is generous: a name counts wherever it stands, and what may stand for a whole row, or for
 * columns by their number, reaches all of them. A mistake here would end in an error of the
 * database about an unknown column, never in more than the policy shows.
 */
final class Reach {

    private final Findings findings;
    private final Set<String> named = new HashSet<>();

    Reach(Findings findings) {
        this.findings = findings;
        findings.columns().forEach(column -> named.add(column.name()));
        findings.fields().forEach(field -> named.add(field.name()));
    }

    /** What may be seen of a table that is not reached as a whole. */
    Access narrowed(Access access) {
        List<ShownColumn> columns =
                access.columns().stream().filter(column -> named.contains(column.name())).toList();
        return new Access(access.relation(), columns, access.filters(), access.openPlan());
    }

    /** Whether every column of the table may be meant. */
    boolean isWhole(TableSite site) {
        return findings.wholeRows()
                || site.node().path("alias").has("colnames")
                || findings.columns().stream().anyMatch(column -> reaches(column, site));
    }

    private boolean reaches(Findings.Column column, TableSite site) {
        if (column.of().isEmpty() && column.name().equals("*")) {
            return isIn(column.scope(), site);
        }
        if (column.name().equals(site.alias())) {
            return true;
        }
        return column.of().isEmpty() ? isUnknown(column.name()) : isOfRow(column, site);
    }

    @SuppressWarnings("ReferenceEquality") // The very same place is meant.
    private static boolean isIn(Scope scope, TableSite site) {
        return scope.tables().stream().anyMatch(table -> table == site);
    }

    /** {@code t.*}, or {@code t.f}, which calls f with the row where it has no such column. */
    private static boolean isOfRow(Findings.Column column, TableSite site) {
        return column.of().equals(site.alias()) && !site.hasColumn(column.name());
    }

    /** With all columns in sight, the database can tell which one may have been meant. */
    private boolean isUnknown(String name) {
        return !findings.outputs().contains(name)
                && !findings.functions().contains(name)
                && findings.tables().stream().noneMatch(table -> table.hasColumn(name));
    }
}
