package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Display;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.ShownColumn;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What may be seen of a relation: a query of it, as text and, made beside it, as the tree that the
 * parser must find.
 */
record Sight(String text, ObjectNode query) {

    static Sight of(Access access, Obligations obligations) {
        StringBuilder text = new StringBuilder("SELECT ");
        ArrayNode targets = JsonNodeFactory.instance.arrayNode();
        for (ShownColumn column : access.columns()) {
            text.append(targets.isEmpty() ? "" : ", ");
            if (column.display() instanceof Display.Plain) {
                text.append(Quoted.name(column.name()));
                targets.add(Nodes.target(column.name()));
            } else {
                Fragment value = new Shown(column, obligations).value();
                text.append(value.text()).append(" AS ").append(Quoted.name(column.name()));
                targets.add(Nodes.target(value.tree(), column.name()));
            }
        }
        text.append(" FROM ").append(Quoted.name(access.relation()));
        JsonNode condition = MissingNode.getInstance();
        if (!access.filters().isEmpty()) {
            Fragment filter = filter(access.filters(), obligations);
            text.append(" WHERE ").append(filter.text());
            condition = filter.tree();
        }
        return new Sight(
                text.toString(), Nodes.select(targets, Nodes.table(access.relation()), condition));
    }

    private static Fragment filter(List<PolicyExpression> filters, Obligations obligations) {
        List<Fragment> conditions =
                filters.stream().map(each -> PolicyText.of(each).with(obligations)).toList();
        return Fragment.anyOf(conditions);
    }

    /** A column that is not shown as it is. */
    private record Shown(ShownColumn column, Obligations obligations) {

        Fragment value() {
            return value(column.display());
        }

        private Fragment value(Display display) {
            return switch (display) {
                case Display.Plain _ -> Fragment.column(column.name());
                case Display.Masked(var mask) -> Masks.of(mask, column.name(), column.type());
                case Display.Computed(var expression) -> computed(expression);
                case Display.ByRow byRow -> byRow(byRow);
            };
        }

        private Fragment computed(PolicyExpression expression) {
            Fragment value = PolicyText.of(expression).with(obligations);
            return ColumnType.read(column.type()).map(value::as).orElse(value);
        }

        /** All branches have one type: the column's if they can, or else text. */
        private Fragment byRow(Display.ByRow byRow) {
            List<Display> displays = new ArrayList<>();
            byRow.cases().forEach(each -> displays.add(each.display()));
            displays.add(byRow.otherwise());
            boolean kept = displays.stream().map(this::type).allMatch(column.type()::equals);
            List<Fragment.Branch> branches =
                    byRow.cases().stream()
                            .map(
                                    each ->
                                            new Fragment.Branch(
                                                    condition(each), branch(each.display(), kept)))
                            .toList();
            return Fragment.choice(branches, branch(byRow.otherwise(), kept));
        }

        private Fragment condition(Display.Case each) {
            return PolicyText.of(each.condition()).with(obligations);
        }

        private Fragment branch(Display display, boolean kept) {
            return kept ? value(display) : value(display).as(ColumnType.TEXT);
        }

        private String type(Display display) {
            return display instanceof Display.Masked(var mask)
                    ? Masks.type(mask, column.type())
                    : column.type();
        }
    }
}
