package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.catalog.Relation;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is said of a relation wherever it is named: kind, size and comment. */
final class Heading {

    /** The most characters of a comment in a line. */
    static final int LINE_COMMENT = 80;

    private Heading() {}

    /** One line, such as {@code sales.orders (table, ~5k rows): what was sold}. */
    static String text(Relation relation) {
        String rows =
                relation.estimatedRows() < 0
                        ? ""
                        : ", ~" + Excerpt.number(relation.estimatedRows()) + " rows";
        return relation.name()
                + " ("
                + relation.kind().words()
                + rows
                + ")"
                + comment(relation.comment(), LINE_COMMENT);
    }

    /** A comment behind what it is about. */
    static String comment(String comment, int most) {
        return comment.isEmpty() ? "" : ": " + Excerpt.line(comment, most);
    }

    /**
     * The same as members of a new object, with the exact estimate.
     *
     * @param comment the most characters of the comment
     */
    static ObjectNode json(Relation relation, int comment) {
        ObjectNode json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("schema", relation.name().schema())
                        .put("name", relation.name().name())
                        .put("kind", relation.kind().words());
        if (relation.estimatedRows() >= 0) {
            json.put("estimated_rows", relation.estimatedRows());
        }
        if (!relation.comment().isEmpty()) {
            json.put("comment", Excerpt.cut(relation.comment(), comment));
        }
        return json;
    }
}
