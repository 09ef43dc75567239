package dev.gatehouse.bench;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that is compared: how it is asked, and how its answers read. */
enum Product {
    GATEHOUSE("Gatehouse"),
    TOOLBOX("MCP Toolbox"),
    DBHUB("DBHub");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[T ]([0-9:.]+)(?:Z|\\+00(?::00)?)");

    private final String shown;

    Product(String shown) {
        this.shown = shown;
    }

    /** As it is named in the report. */
    String shown() {
        return shown;
    }

    Call query(String sql) {
        String tool = this == GATEHOUSE ? "query" : "execute_sql";
        return Call.ofTool(tool, Map.of("sql", sql));
    }

    /** The tables, with what the product says of them when it is asked for little. */
    Call listing() {
        return switch (this) {
            case GATEHOUSE -> Call.ofTool("list_tables", Map.of());
            case TOOLBOX -> Call.ofTool("list_tables", Map.of("output_format", "simple"));
            case DBHUB ->
                    Call.ofTool(
                            "search_objects",
                            Map.of("object_type", "table", "detail_level", "names"));
        };
    }

    /** The message in an answer, which may come as an event of a stream. */
    static JsonNode result(String answer) {
        int data = answer.indexOf("data: ");
        int from = answer.startsWith("{") ? 0 : data + "data: ".length();
        int to = answer.startsWith("{") ? answer.length() : answer.indexOf('\n', from);
        return JSON.readTree(answer.substring(from, to)).path("result");
    }

    /** The text of an answer, which every client gives to the model. */
    static String text(JsonNode result) {
        StringBuilder text = new StringBuilder();
        for (JsonNode each : result.path("content")) {
            text.append(text.isEmpty() ? "" : "\n").append(each.path("text").stringValue(""));
        }
        return text.toString();
    }

    /**
     * The rows of an answer to a query: values by column. Values that mean the same read the same
     * whatever the product makes of them.
     */
    List<Map<String, String>> rows(String answer) {
        JsonNode result = result(answer);
        List<Map<String, String>> rows = new ArrayList<>();
        switch (this) {
            case GATEHOUSE -> lists(result.path("structuredContent"), rows);
            case TOOLBOX ->
                    result.path("content")
                            .forEach(e -> rows.add(row(JSON.readTree(e.path("text").asString()))));
            case DBHUB ->
                    JSON.readTree(text(result))
                            .path("data")
                            .path("statements")
                            .path(0)
                            .path("rows")
                            .forEach(each -> rows.add(row(each)));
        }
        return rows;
    }

    private static void lists(JsonNode structured, List<Map<String, String>> rows) {
        JsonNode columns = structured.path("columns");
        for (JsonNode values : structured.path("rows")) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int each = 0; each < columns.size(); each++) {
                row.put(columns.path(each).path("name").asString(), plain(values.path(each)));
            }
            rows.add(row);
        }
    }

    private static Map<String, String> row(JsonNode object) {
        Map<String, String> row = new LinkedHashMap<>();
        object.properties().forEach(each -> row.put(each.getKey(), plain(each.getValue())));
        return row;
    }

    private static String plain(JsonNode value) {
        String text = value.asString();
        if (NUMBER.matcher(text).matches()) {
            return new BigDecimal(text).stripTrailingZeros().toPlainString();
        }
        return TIME.matcher(text).replaceFirst("$1 $2Z").replace(" 00:00:00Z", "");
    }
}
