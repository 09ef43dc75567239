package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.mcp.tool.Arguments;
import dev.gatehouse.mcp.tool.ToolResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One page of a list of tables.
 *
 * @param schema only this one; empty for every one
 * @param pattern what names are like; matches every one when none was given
 * @param after the table after which the page begins
 */
record TableList(Optional<String> schema, Wildcards pattern, Optional<RelationName> after) {

    private static final int PAGE = 200;

    /** Stands in no name of a database. */
    private static final char BETWEEN = '\0';

    static TableList of(Arguments arguments) {
        return new TableList(
                arguments.optionalText("schema"),
                Wildcards.parse(arguments.optionalText("pattern").orElse("*")),
                arguments.optionalText("cursor").flatMap(TableList::decoded));
    }

    ToolResult page(Answer.Sight sight) {
        List<Relation> rest = sight.catalog().relations().stream().filter(this::fits).toList();
        List<Relation> shown = rest.stream().limit(PAGE).toList();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode tables = json.putArray("tables");
        StringBuilder text = new StringBuilder();
        for (Relation relation : shown) {
            tables.add(Heading.json(relation));
            text.append(Heading.text(relation)).append('\n');
        }
        if (rest.size() > shown.size()) {
            String cursor = encoded(shown.getLast().name());
            json.put("next_cursor", cursor);
            text.append("(more: cursor ").append(cursor).append(")\n");
        }
        return ToolResult.structured(text.isEmpty() ? "No tables" : text.toString(), json);
    }

    private boolean fits(Relation relation) {
        return schema.filter(name -> !name.equals(relation.name().schema())).isEmpty()
                && pattern.match(relation.name().name())
                && after.filter(seen -> relation.name().compareTo(seen) <= 0).isEmpty();
    }

    private static String encoded(RelationName name) {
        String text = name.schema() + BETWEEN + name.name();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A cursor that is none begins at the beginning. */
    private static Optional<RelationName> decoded(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int end = text.indexOf(BETWEEN);
            return end < 0
                    ? Optional.empty()
                    : Optional.of(
                            new RelationName(text.substring(0, end), text.substring(end + 1)));
        } catch (IllegalArgumentException notACursor) {
            return Optional.empty();
        }
    }
}
