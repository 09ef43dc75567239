package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Truncation;
import dev.gatehouse.core.result.Value;
import dev.gatehouse.mcp.schema.ObjectSchema;
import dev.gatehouse.mcp.schema.Schema;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rows as a model reads them (CSV, column names once) and as a program does. */
final class Tables {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /**
     * Beyond this, a JSON number would be rounded by programs that read it as a double (RFC 8259,
     * 6).
     */
    private static final long EXACT = (1L << 53) - 1;

    private Tables() {}

    static ObjectSchema output() {
        return Schema.object()
                .required(
                        "columns",
                        Schema.array(
                                "The columns, in order",
                                Schema.object()
                                        .required("name", Schema.string("Name; may repeat"))
                                        .required("type", Schema.string("Type in the database"))))
                .required(
                        "rows",
                        Schema.array(
                                "The rows, each a list of values in the order of the columns",
                                Schema.array("Values", Schema.any("A value"))))
                .required("row_count", Schema.integer("How many rows there are here"))
                .optional(
                        "truncated",
                        Schema.object()
                                .required(
                                        "reason",
                                        Schema.string("What was reached first")
                                                .oneOf(List.of("rows", "bytes")))
                                .required("limit", Schema.integer("The limit that was reached"))
                                .required("help", Schema.string("How to get the rest")));
    }

    static ToolResult result(Answer.Table table) {
        return ToolResult.structured(text(table), json(table));
    }

    private static String text(Answer.Table table) {
        String header =
                table.columns().stream()
                        .map(column -> Csv.field(column.name()))
                        .collect(Collectors.joining(","));
        String rows = table.rows().stream().map(Csv::row).collect(Collectors.joining());
        return header + "\n" + rows + "(" + summary(table) + ")";
    }

    private static String summary(Answer.Table table) {
        int count = table.rows().size();
        String rows = count == 1 ? "1 row" : count + " rows";
        return switch (table.truncation()) {
            case NONE -> rows + cells(table);
            case ROWS -> rows + ", cut at the limit of " + table.limit() + " rows; " + help(table);
            case BYTES ->
                    rows + ", cut at the limit of " + table.limit() + " bytes; " + help(table);
        };
    }

    private static String cells(Answer.Table table) {
        return table.cellsCut() ? ", long values cut; select a part of them with substring" : "";
    }

    private static String help(Answer.Table table) {
        return switch (table.truncation()) {
            case NONE -> "";
            case ROWS -> "aggregate, filter, or go on with ORDER BY and OFFSET";
            case BYTES -> "select fewer columns or rows";
        };
    }

    private static ObjectNode json(Answer.Table table) {
        ArrayNode columns = JSON.arrayNode();
        for (ResultColumn column : table.columns()) {
            columns.addObject().put("name", column.name()).put("type", column.type());
        }
        ArrayNode rows = JSON.arrayNode();
        for (List<Value> row : table.rows()) {
            ArrayNode values = rows.addArray();
            row.forEach(value -> values.add(json(value)));
        }
        ObjectNode json = JSON.objectNode();
        json.set("columns", columns);
        json.set("rows", rows);
        json.put("row_count", table.rows().size());
        if (table.truncation() != Truncation.NONE) {
            json.putObject("truncated")
                    .put("reason", table.truncation() == Truncation.ROWS ? "rows" : "bytes")
                    .put("limit", table.limit())
                    .put("help", help(table));
        }
        return json;
    }

    private static JsonNode json(Value value) {
        return switch (value) {
            case Value.Null _ -> JSON.nullNode();
            case Value.Bool(boolean truth) -> JSON.booleanNode(truth);
            case Value.Whole(long number) ->
                    -EXACT <= number && number <= EXACT
                            ? JSON.numberNode(number)
                            : JSON.stringNode(Long.toString(number));
            case Value.Numeric(String digits) -> JSON.stringNode(digits);
            case Value.Text(String text) -> JSON.stringNode(text);
            case Value.Json(String text) -> JSON.stringNode(text);
            case Value.Binary(String base64) -> JSON.stringNode(base64);
            case Value.Cut(String beginning, long length) ->
                    JSON.stringNode(beginning + Csv.cutMark(length));
        };
    }
}
