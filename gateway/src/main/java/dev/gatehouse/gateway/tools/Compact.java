package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Value;
import java.util.List;

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
        for (ResultColumn column : table.columns()) {
            text.append(field(column.name())).append('|');
        }
        endLine(text);
        for (List<Value> row : table.rows()) {
            for (Value value : row) {
                text.append(field(value)).append('|');
            }
            endLine(text);
        }
        return text.toString();
    }

    /** In place of the bar behind the last field, if there is any. */
    private static void endLine(StringBuilder text) {
        int last = text.length() - 1;
        if (last >= 0 && text.charAt(last) == '|') {
            text.setLength(last);
        }
        text.append('\n');
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
                && !breaksLines(text);
    }

    private static boolean breaksLines(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '|' || text.charAt(i) < ' ') {
                return true;
            }
        }
        return false;
    }
}
