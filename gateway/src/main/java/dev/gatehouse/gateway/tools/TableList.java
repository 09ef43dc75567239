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
 * @param kind only those of this kind, in words
 * @param after the table after which the page begins
 * @param limit the most tables on the page
 */
record TableList(
        Optional<String> schema,
        Wildcards pattern,
        Optional<String> kind,
        Optional<RelationName> after,
        int limit) {

    static final int DEFAULT_LIMIT = 50;
    static final int MOST = 500;

    private static final int COMMENT = 200;

    /** Stands in no name of a database. */
    private static final char BETWEEN = '\0';

    static TableList of(Arguments arguments) {
        return new TableList(
                arguments.optionalText("schema"),
                Wildcards.parse(arguments.optionalText("pattern").orElse("*")),
                arguments.optionalText("kind"),
                arguments.optionalText("cursor").flatMap(TableList::decoded),
                (int) arguments.optionalLong("limit").orElse(DEFAULT_LIMIT));
    }

    ToolResult page(Answer.Sight sight) {
        List<Relation> fitting = sight.catalog().relations().stream().filter(this::fits).toList();
        List<Relation> rest = fitting.stream().filter(this::isBehind).toList();
        List<Relation> shown = rest.stream().limit(limit).toList();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode tables = json.putArray("tables");
        StringBuilder text = new StringBuilder();
        for (Relation relation : shown) {
            tables.add(Heading.json(relation, COMMENT));
            text.append(Heading.text(relation)).append('\n');
        }
        json.put("total", fitting.size());
        if (rest.size() > shown.size()) {
            String cursor = encoded(shown.getLast().name());
            json.put("next_cursor", cursor);
            text.append(
                    "(%d of %d; more: cursor %s; search_schema finds tables by words)\n"
                            .formatted(shown.size(), fitting.size(), cursor));
        }
        return ToolResult.structured(text.isEmpty() ? "No tables" : text.toString(), json);
    }

    private boolean fits(Relation relation) {
        return schema.filter(name -> !name.equals(relation.name().schema())).isEmpty()
                && kind.filter(words -> !words.equals(relation.kind().words())).isEmpty()
                && pattern.match(relation.name().name());
    }

    private boolean isBehind(Relation relation) {
        return after.filter(seen -> relation.name().compareTo(seen) <= 0).isEmpty();
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
