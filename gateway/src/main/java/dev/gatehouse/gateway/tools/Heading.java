package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.catalog.Relation;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is said of a relation wherever it is named: kind, size and comment. */
final class Heading {

    private Heading() {}

    /** One line, such as {@code sales.orders (table, ~5000 rows): what was sold}. */
    static String text(Relation relation) {
        String rows =
                relation.estimatedRows() < 0 ? "" : ", ~" + relation.estimatedRows() + " rows";
        String comment = relation.comment().isEmpty() ? "" : ": " + relation.comment();
        return relation.name() + " (" + relation.kind().words() + rows + ")" + comment;
    }

    /** The same as members of a new object. */
    static ObjectNode json(Relation relation) {
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
            json.put("comment", relation.comment());
        }
        return json;
    }
}
