package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.sql.Display;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.ShownColumn;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one policy shows of one relation, with every expression read.
 *
 * @param policy its name
 * @param rule the rule that decided; empty: the relation is shown as it is
 * @param masks the columns that are masked, and how, in words
 * @param hidden the columns that are not there
 * @param caps the most that a statement over it may cost
 * @param opaque whether what lies behind the relation may not be shown, as with a view over closed
 *     tables, or parts that are closed
 */
public record Grant(
        String policy,
        RelationName relation,
        Optional<TableRule> rule,
        List<ShownColumn> columns,
        Map<String, String> masks,
        List<String> hidden,
        Optional<PolicyExpression> filter,
        Limits caps,
        boolean opaque) {

    public Grant {
        columns = List.copyOf(columns);
        masks = Map.copyOf(masks);
        hidden = List.copyOf(hidden);
    }

    /** Leave to see the whole of a relation. */
    static Grant whole(Rules rules, Relation relation, boolean opaque) {
        List<ShownColumn> columns =
                relation.columns().stream()
                        .map(each -> new ShownColumn(each.name(), each.type(), new Display.Plain()))
                        .toList();
        return new Grant(
                rules.name(),
                relation.name(),
                Optional.empty(),
                columns,
                Map.of(),
                List.of(),
                Optional.empty(),
                rules.caps(),
                opaque);
    }

    /** The same, but that what lies behind the relation may not be shown. */
    Grant asOpaque() {
        return new Grant(policy, relation, rule, columns, masks, hidden, filter, caps, true);
    }

    /** Whether the relation is shown as it is, every column and row of it. */
    boolean isOpen() {
        return hidden.isEmpty() && masks.isEmpty() && filter.isEmpty();
    }

    /** How a column is shown; empty: it is not. */
    Optional<Display> display(String column) {
        return columns.stream()
                .filter(each -> each.name().equals(column))
                .map(ShownColumn::display)
                .findFirst();
    }

    /** The attributes of the caller without which this shows nothing. */
    Set<String> needs() {
        return expressions()
                .flatMap(expression -> expression.attributes().stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Stream<PolicyExpression> expressions() {
        Stream<PolicyExpression> masking =
                columns.stream()
                        .map(ShownColumn::display)
                        .flatMap(
                                display ->
                                        display instanceof Display.Computed(var expression)
                                                ? Stream.of(expression)
                                                : Stream.empty());
        return Stream.concat(filter.stream(), masking);
    }
}
