package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.result.Value;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values (RFC 4180, with a line feed). A missing value is an empty field, an empty
 * text is {@code ""}, as in PostgreSQL's own COPY.
 */
final class Csv {

    private Csv() {}

    static String row(List<Value> row) {
        return row.stream().map(Csv::field).collect(Collectors.joining(",", "", "\n"));
    }

    static String field(Value value) {
        return switch (value) {
            case Value.Null _ -> "";
            case Value.Bool(boolean truth) -> truth ? "true" : "false";
            case Value.Whole(long number) -> Long.toString(number);
            case Value.Numeric(String digits) -> digits;
            case Value.Text(String text) -> field(text);
            case Value.Json(String text) -> field(text);
            case Value.Binary(String base64) -> field(base64);
            case Value.Cut(String beginning, long length) -> field(beginning + cutMark(length));
        };
    }

    static String field(String text) {
        boolean plain =
                !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    static String cutMark(long length) {
        return "... (cut; " + length + " bytes in all)";
    }
}
