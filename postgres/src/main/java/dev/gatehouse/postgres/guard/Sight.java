package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Display;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.ShownColumn;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    static Sight of(Access access, Obligations obligations, Reading reading) {
        StringBuilder text = new StringBuilder("SELECT");
        ArrayNode targets = JsonNodeFactory.instance.arrayNode();
        for (ShownColumn column : access.columns()) {
            text.append(targets.isEmpty() ? " " : ", ");
            if (column.display() instanceof Display.Plain && !looksUp(column.type())) {
                text.append(Quoted.name(column.name()));
                targets.add(Nodes.target(column.name()));
            } else {
                Fragment value = new Shown(column, obligations).value();
                text.append(value.text()).append(" AS ").append(Quoted.name(column.name()));
                targets.add(Nodes.target(value.tree(), column.name()));
            }
        }
        Fragment from = reading.of(access.relation());
        text.append(" FROM ").append(from.text());
        JsonNode condition = MissingNode.getInstance();
        if (!access.filters().isEmpty()) {
            Fragment filter = filter(access.filters(), obligations);
            text.append(" WHERE ").append(filter.text());
            condition = filter.tree();
        }
        return new Sight(text.toString(), Nodes.select(targets, from.tree(), condition));
    }

    private static boolean looksUp(String type) {
        return ColumnType.read(type).filter(it -> !it.equals(it.told())).isPresent();
    }

    private static Fragment filter(List<PolicyExpression> filters, Obligations obligations) {
        List<Fragment> conditions =
                filters.stream().map(each -> PolicyText.of(each).with(obligations)).toList();
        return Fragment.anyOf(conditions);
    }

    /** A column that is not shown as it is. */
    private record Shown(ShownColumn column, Obligations obligations) {

        Fragment value() {
            Fragment value = value(column.display());
            String type = type(column.display());
            return looksUp(type)
                    ? ColumnType.read(type).map(it -> value.as(it.told())).orElse(value)
                    : value;
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

        /** All branches have one type: the column's if they can. */
        private Fragment byRow(Display.ByRow byRow) {
            String united = type(byRow);
            List<Fragment.Branch> branches =
                    byRow.cases().stream()
                            .map(
                                    each ->
                                            new Fragment.Branch(
                                                    condition(each),
                                                    branch(each.display(), united)))
                            .toList();
            return Fragment.choice(branches, branch(byRow.otherwise(), united));
        }

        private Fragment condition(Display.Case each) {
            return PolicyText.of(each.condition()).with(obligations);
        }

        private Fragment branch(Display display, String united) {
            Fragment value = value(display);
            return type(display).equals(united)
                    ? value
                    : value.as(ColumnType.read(united).orElse(ColumnType.TEXT));
        }

        private String type(Display display) {
            return switch (display) {
                case Display.Masked(var mask) -> Masks.type(mask, column.type());
                case Display.Plain _, Display.Computed _ -> column.type();
                case Display.ByRow(var cases, var otherwise) ->
                        Masks.united(
                                Stream.concat(
                                                cases.stream().map(Display.Case::display),
                                                Stream.of(otherwise))
                                        .map(this::type)
                                        .collect(Collectors.toSet()));
            };
        }
    }
}
