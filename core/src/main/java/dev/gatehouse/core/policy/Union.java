package dev.gatehouse.core.policy;

import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Display;
import dev.gatehouse.core.sql.Mask;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.ShownColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What several grants of one relation show together, row by row: a row is there when one of them
 * shows it; a value is plain when a grant shows both the row and the column as it is; otherwise it
 * is as the first grant has it that shows both; and NULL where none does.
 */
final class Union {

    private final List<Grant> grants;

    private Union(List<Grant> grants) {
        this.grants = grants;
    }

    /**
     * @param grants of one relation, in the order of the caller's roles; at least one
     */
    static Access of(Relation relation, List<Grant> grants) {
        if (grants.size() == 1) {
            return of(grants.getFirst());
        }
        Union union = new Union(grants.stream().distinct().toList());
        List<PolicyExpression> filters = union.filters();
        List<ShownColumn> columns =
                relation.columns().stream()
                        .flatMap(
                                column ->
                                        union
                                                .display(column.name())
                                                .map(
                                                        display ->
                                                                new ShownColumn(
                                                                        column.name(),
                                                                        column.type(),
                                                                        display))
                                                .stream())
                        .toList();
        boolean opaque = grants.stream().allMatch(Grant::opaque);
        boolean whole = columns.size() == relation.columns().size();
        return new Access(
                relation.name(),
                columns,
                filters,
                !opaque && whole && Access.isPlain(columns, filters));
    }

    private static Access of(Grant grant) {
        List<PolicyExpression> filters = grant.filter().stream().toList();
        boolean open = !grant.opaque() && grant.isOpen();
        return new Access(grant.relation(), grant.columns(), filters, open);
    }

    /** None where some grant shows every row. */
    private List<PolicyExpression> filters() {
        Map<String, PolicyExpression> byText = new LinkedHashMap<>();
        for (Grant grant : grants) {
            if (grant.filter().isEmpty()) {
                return List.of();
            }
            byText.putIfAbsent(grant.filter().get().text(), grant.filter().get());
        }
        return List.copyOf(byText.values());
    }

    /** How a column is shown; empty: no grant shows it. */
    private Optional<Display> display(String column) {
        List<Grant> showing = new ArrayList<>();
        for (Grant grant : grants) {
            if (isPlain(grant, column)) {
                showing.add(grant);
            }
        }
        for (Grant grant : grants) {
            if (grant.display(column).isPresent() && !isPlain(grant, column)) {
                showing.add(grant);
            }
        }
        return showing.isEmpty() ? Optional.empty() : Optional.of(byRow(column, showing));
    }

    private static boolean isPlain(Grant grant, String column) {
        return grant.display(column).filter(Display.Plain.class::isInstance).isPresent();
    }

    /**
     * @param showing those that show the column, the plainest first
     */
    private Display byRow(String column, List<Grant> showing) {
        List<Display.Case> cases = new ArrayList<>();
        Set<String> conditions = new HashSet<>();
        for (Grant grant : showing) {
            Display display = grant.display(column).orElseThrow();
            if (grant.filter().isEmpty() || coversAll(display, column)) {
                boolean same = cases.isEmpty() || display instanceof Display.Plain;
                return same ? display : new Display.ByRow(cases, display);
            }
            if (conditions.add(grant.filter().orElseThrow().text())) {
                cases.add(new Display.Case(grant.filter().get(), display));
            }
        }
        return new Display.ByRow(cases, new Display.Masked(new Mask.Nothing()));
    }

    /** Whether every grant shows the column in this very way, so that no row differs. */
    private boolean coversAll(Display display, String column) {
        return grants.stream().allMatch(each -> each.display(column).equals(Optional.of(display)));
    }
}
