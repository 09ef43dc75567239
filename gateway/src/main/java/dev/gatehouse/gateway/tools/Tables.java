package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.Passage;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Truncation;
import dev.gatehouse.core.result.Value;
import dev.gatehouse.mcp.json.RawJson;
import dev.gatehouse.mcp.schema.ObjectSchema;
import dev.gatehouse.mcp.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rows as a program reads them, and many clients' models: column names once, exact values. */
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
                .required("note", Schema.string("What to make of the rows"))
                .required(
                        "columns",
                        Schema.array(
                                "The columns, in order",
                                Schema.object()
                                        .required(
                                                "name",
                                                Schema.string("Name; may repeat or be empty"))
                                        .required("type", Schema.string("Type in the database"))))
                .required(
                        "rows",
                        Schema.array(
                                "The rows, each a list of values in the order of the columns",
                                Schema.array(
                                        "Values",
                                        Schema.any(
                                                "null, true or false, a number, a text, a list for"
                                                        + " an array, or any JSON for json and jsonb."
                                                        + " Texts, because a number would be rounded:"
                                                        + " numeric, bigint beyond 2^53, NaN and"
                                                        + " Infinity. Dates and times are ISO 8601,"
                                                        + " bytea is base64."))))
                .required("row_count", Schema.integer("How many rows there are here"))
                .optional("part", part())
                .optional("truncated", truncated())
                .optional("cut_cells", cutCells());
    }

    private static ObjectSchema truncated() {
        return Schema.object()
                .described("What is missing here; absent when nothing is")
                .required(
                        "reason",
                        Schema.string("What was reached first")
                                .oneOf(List.of("rows", "bytes", "cell")))
                .required("limit", Schema.integer("The limit that was reached"))
                .required("help", Schema.string("How to get the rest"))
                .optional("cursor", Schema.string("With it, query goes on after these rows"));
    }

    private static ObjectSchema part() {
        return Schema.object()
                .described("Which part of the result this is; absent at its beginning")
                .required("skipped", Schema.integer("How many rows come before"))
                .required(
                        "run_again",
                        Schema.bool("Whether the statement was run again; " + Extent.RUN_AGAIN));
    }

    private static Schema cutCells() {
        return Schema.array(
                "Which values were longer than the limit for one; only their beginning is there",
                Schema.object()
                        .required("row", Schema.integer("Index in rows, from 0"))
                        .required("column", Schema.integer("Index in the row, from 0"))
                        .required("bytes", Schema.integer("Bytes of the whole value, as text")));
    }

    /**
     * The answer as {@link #output()} promises it.
     *
     * @param sequel how the caller can come by more
     */
    static ObjectNode json(Answer.Table table, Sequel sequel) {
        ObjectNode json = JSON.objectNode().put("note", Extent.DATA);
        ArrayNode columns = json.putArray("columns");
        for (ResultColumn column : table.columns()) {
            columns.addObject().put("name", column.name()).put("type", column.type());
        }
        ArrayNode rows = json.putArray("rows");
        table.rows().forEach(row -> rows.add(list(row)));
        json.put("row_count", table.rows().size());
        Passage passage = table.passage();
        if (passage.skipped() > 0) {
            json.putObject("part")
                    .put("skipped", passage.skipped())
                    .put("run_again", passage.reading() == Passage.Reading.RUN_AGAIN);
        }
        if (table.truncation() != Truncation.NONE) {
            json.set("truncated", truncated(table, sequel));
        }
        if (table.cellsCut()) {
            json.set("cut_cells", cutCells(table.rows()));
        }
        return json;
    }

    private static ObjectNode truncated(Answer.Table table, Sequel sequel) {
        ObjectNode truncated =
                JSON.objectNode()
                        .put("reason", Extent.reason(table.truncation()))
                        .put("limit", table.limit())
                        .put("help", Extent.help(table, sequel));
        return sequel.goesOn() ? truncated.put("cursor", sequel.cursor()) : truncated;
    }

    private static ArrayNode cutCells(List<List<Value>> rows) {
        ArrayNode cut = JSON.arrayNode();
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                if (rows.get(row).get(column) instanceof Value.Cut(String _, long bytes)) {
                    cut.addObject().put("row", row).put("column", column).put("bytes", bytes);
                }
            }
        }
        return cut;
    }

    private static ArrayNode list(List<Value> values) {
        ArrayNode list = JSON.arrayNode();
        values.forEach(value -> list.add(json(value)));
        return list;
    }

    private static JsonNode json(Value value) {
        return switch (value) {
            case Value.Null _ -> JSON.nullNode();
            case Value.Bool(boolean truth) -> JSON.booleanNode(truth);
            case Value.Whole(long number) ->
                    -EXACT <= number && number <= EXACT
                            ? JSON.numberNode(number)
                            : JSON.stringNode(Long.toString(number));
            case Value.Real(String digits) -> raw(digits);
            case Value.Json(String text) -> raw(text);
            case Value.Array(List<Value> elements, char _) -> list(elements);
            case Value.Numeric _, Value.Text _, Value.Binary _, Value.Cut _ ->
                    JSON.stringNode(value.text());
        };
    }

    /** JSON as it is, and as a text what is none, like NaN, or what few readers would take. */
    private static JsonNode raw(String text) {
        return RawJson.of(text).orElseGet(() -> JSON.stringNode(text));
    }
}
