package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.core.sql.StatementKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The statement that has the database tell the type of an expression: {@code SELECT (expression) AS
 * "_p" FROM table WHERE (expression) IS NULL AND FALSE}, with nothing for the attributes, and no
 * row. What stands in WHERE can neither aggregate nor yield any number of rows.
 */
final class Probe {

    private static final String NAME = "_p";
    private static final String BEFORE = "SELECT ";

    private Probe() {}

    static SafeSql of(PolicyText expression, Grammar grammar) {
        Fragment value = expression.with(_ -> Fragment.nothing());
        String inner =
                BEFORE
                        + value.text()
                        + (" AS " + Quoted.name(NAME))
                        + (" FROM " + Quoted.name(expression.relation()))
                        + (" WHERE " + value.text() + " IS NULL AND FALSE");
        JsonNode tree =
                Nodes.select(
                        JsonNodeFactory.instance.arrayNode().add(Nodes.target(value.tree(), NAME)),
                        Nodes.table(expression.relation()),
                        Nodes.nullAndFalse(value.tree()));
        Frame frame = Frame.limited("_q", 1);
        String whole = frame.before() + inner + frame.after();
        JsonNode found = frame.inside().apply(grammar.reparse(whole));
        if (!Proof.equal(tree, found)) {
            throw Proof.failed();
        }
        int shift = frame.before().length() + BEFORE.length() + 1;
        return SafeSql.proven(
                whole, StatementKind.READ, offset -> place(expression, offset - shift), _ -> false);
    }

    /** The place in the administrator's text, where the attributes do not move it. */
    private static Place place(PolicyText expression, int offset) {
        boolean inside = offset >= 0 && offset <= expression.text().length();
        return inside && expression.slots().isEmpty()
                ? Place.at(expression.text(), offset)
                : Place.UNKNOWN;
    }
}
