package dev.gatehouse.gateway.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.search.Found;
import dev.gatehouse.core.search.SchemaIndexes;
import dev.gatehouse.mcp.schema.ObjectSchema;
import dev.gatehouse.mcp.schema.Schema;
import dev.gatehouse.mcp.tool.Arguments;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A search for tables. Some clients show a model the text, some the structured form, some both: so
 * the two of them together have a limit, and fewer tables are told where they would pass it.
 *
 * @param limit the most tables
 */
record TableSearch(String query, int limit) {

    static final int DEFAULT_LIMIT = 10;
    static final int MOST = 50;

    /** The most bytes of both forms as they are sent. */
    static final int MOST_BYTES = 2000;

    /** For the braces and the last line. */
    private static final int AROUND = 160;

    private static final int COLUMNS = 5;
    private static final int TYPE = 40;
    private static final int COMMENT = 40;

    static ObjectSchema output() {
        return Schema.object()
                .required(
                        "tables",
                        Schema.array(
                                "The tables that were found, best first",
                                Schema.object()
                                        .required("schema", Schema.string("Schema"))
                                        .required("name", Schema.string("Name"))
                                        .optional(
                                                "columns",
                                                Schema.array(
                                                        "Columns that were found, best first",
                                                        Schema.string("Name")))))
                .required("matches", Schema.integer("How many tables have any of the words"));
    }

    static TableSearch of(Arguments arguments) {
        return new TableSearch(
                arguments.text("query"),
                (int) arguments.optionalLong("limit").orElse(DEFAULT_LIMIT));
    }

    ToolResult found(Answer.Sight sight, SchemaIndexes indexes) {
        Found found = indexes.of(sight.catalog()).search(query, limit);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode tables = json.putArray("tables");
        StringBuilder text = new StringBuilder();
        int left = MOST_BYTES - AROUND;
        for (Found.Hit hit : found.tables()) {
            Entry entry = entry(sight, hit, left);
            left -= entry.bytes();
            if (left < 0) {
                break;
            }
            tables.add(entry.json());
            text.append(entry.text());
        }
        json.put("matches", found.all());
        return ToolResult.structured(text + lastLine(tables.size(), found.all()), json);
    }

    private static String lastLine(int shown, int all) {
        if (all == 0) {
            return "Nothing has these words; list_tables tells what there is";
        }
        return shown == all
                ? ""
                : "(%d of %d; more or other words narrow it)".formatted(shown, all);
    }

    /** What is told of a table; its columns are left out where there is no room for them. */
    private static Entry entry(Answer.Sight sight, Found.Hit hit, int room) {
        Relation relation = sight.catalog().relation(hit.table()).orElseThrow();
        List<Column> columns =
                hit.columns().stream()
                        .limit(COLUMNS)
                        .flatMap(name -> relation.column(name).stream())
                        .toList();
        Entry whole = Entry.of(relation, columns);
        return whole.bytes() <= room ? whole : Entry.of(relation, List.of());
    }

    private record Entry(String text, ObjectNode json) {

        static Entry of(Relation relation, List<Column> columns) {
            ObjectNode json =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("schema", relation.name().schema())
                            .put("name", relation.name().name());
            if (columns.isEmpty()) {
                return new Entry(Heading.text(relation) + "\n", json);
            }
            columns.stream().map(Column::name).forEach(json.putArray("columns")::add);
            String listed = columns.stream().map(Entry::text).collect(Collectors.joining(", "));
            return new Entry(Heading.text(relation) + "\n  " + listed + "\n", json);
        }

        private static String text(Column column) {
            return column.name()
                    + " "
                    + Excerpt.line(column.type(), TYPE)
                    + Heading.comment(column.comment(), COMMENT);
        }

        int bytes() {
            return Stream.of(JsonNodeFactory.instance.stringNode(text), json)
                    .map(JsonNode::toString)
                    .mapToInt(written -> written.getBytes(UTF_8).length)
                    .sum();
        }
    }
}
