package dev.gatehouse.postgres.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    /** What stands for an attribute. */
    private static final String NOTHING = " " + Fragment.nothing().text() + " ";

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

    /**
     * The place in the administrator's text. The pieces between its attributes are as many bytes as
     * there, though perhaps more characters, because comments are blanked.
     */
    private static Place place(PolicyText expression, int offset) {
        String text = expression.text();
        int from = 0;
        int bytes = 0;
        for (int at = 0; at < expression.pieces().size() && offset >= from; at++) {
            String piece = expression.pieces().get(at);
            int to = from + piece.length();
            if (offset < to || (offset == to && at == expression.slots().size())) {
                int before = bytes + bytes(piece.substring(0, offset - from));
                return Place.at(text, text(text, before).length());
            }
            bytes += bytes(piece) + (at < expression.slots().size() ? slot(expression, at) : 0);
            from = to + NOTHING.length();
        }
        return Place.UNKNOWN;
    }

    private static int slot(PolicyText expression, int at) {
        return bytes(":caller." + expression.slots().get(at));
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    private static String text(String text, int bytes) {
        return new String(text.getBytes(UTF_8), 0, bytes, UTF_8);
    }
}
