package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Value;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values (RFC 4180, with a line feed). A missing value is an empty field, an empty
 * text is {@code ""}, as in PostgreSQL's own COPY; the text NULL is {@code "NULL"}.
 */
final class Csv {

    private Csv() {}

    /** The names of the columns, and the rows, each in a line of its own. */
    static String of(Answer.Table table) {
        StringBuilder csv = new StringBuilder();
        csv.append(
                        table.columns().stream()
                                .map(ResultColumn::name)
                                .map(Csv::field)
                                .collect(Collectors.joining(",")))
                .append('\n');
        table.rows().forEach(row -> append(row, csv));
        return csv.toString();
    }

    private static void append(List<Value> row, StringBuilder csv) {
        for (int at = 0; at < row.size(); at++) {
            csv.append(at == 0 ? "" : ",").append(field(row.get(at)));
        }
        csv.append('\n');
    }

    static String field(Value value) {
        return value instanceof Value.Null ? "" : field(value.text());
    }

    static String field(String text) {
        return isPlain(text) ? text : quoted(text);
    }

    static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && !text.equalsIgnoreCase("NULL")
                && text.charAt(0) != ' '
                && text.charAt(text.length() - 1) != ' '
                && text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
    }
}
