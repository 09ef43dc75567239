package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Values between vertical bars, a row a line: the form that takes a model the fewest tokens (see
 * ADR 15), because JSON, arrays and prose stand in it as they are. A missing value is an empty
 * field. A field is in quotes, its own doubled, only when it would be misread otherwise: when it is
 * empty, says NULL, begins with a quote, has blanks around it, or holds a bar or a control
 * character.
 */
final class Compact {

    private Compact() {}

    static String of(Answer.Table table) {
        StringBuilder text = new StringBuilder();
        append(table.columns().stream().map(ResultColumn::name).map(Compact::field), text);
        for (List<Value> row : table.rows()) {
            append(row.stream().map(Compact::field), text);
        }
        return text.toString();
    }

    private static void append(Stream<String> fields, StringBuilder text) {
        text.append(fields.collect(Collectors.joining("|", "", "\n")));
    }

    private static String field(Value value) {
        return value instanceof Value.Null ? "" : field(value.text());
    }

    private static String field(String text) {
        return isPlain(text) ? text : Csv.quoted(text);
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && !text.equalsIgnoreCase("NULL")
                && text.charAt(0) != '"'
                && text.charAt(0) != ' '
                && text.charAt(text.length() - 1) != ' '
                && text.chars().noneMatch(c -> c == '|' || c < ' ');
    }
}
