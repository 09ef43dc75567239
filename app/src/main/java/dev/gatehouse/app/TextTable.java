package dev.gatehouse.app;

import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Value;
import java.util.ArrayList;
import java.util.List;

/** Rows as a person reads them in a terminal: aligned columns under their names. */
final class TextTable {

    private TextTable() {}

    static String of(Answer.Table table) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.columns().stream().map(ResultColumn::name).map(TextTable::shown).toList());
        table.rows()
                .forEach(
                        row ->
                                lines.add(
                                        row.stream()
                                                .map(Value::text)
                                                .map(TextTable::shown)
                                                .toList()));
        int[] widths = widths(lines, table.columns().size());
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            append(text, lines.get(line), table, widths, line == 0);
            if (line == 0) {
                rule(text, widths);
            }
        }
        return text.append('(').append(summary(table)).append(")\n").toString();
    }

    private static int[] widths(List<List<String>> lines, int columns) {
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int at = 0; at < columns; at++) {
                widths[at] = Math.max(widths[at], length(line.get(at)));
            }
        }
        return widths;
    }

    private static void append(
            StringBuilder text,
            List<String> cells,
            Answer.Table table,
            int[] widths,
            boolean header) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < cells.size(); at++) {
            line.append(at == 0 ? "" : "  ");
            String padding = " ".repeat(widths[at] - length(cells.get(at)));
            boolean right = !header && isNumeric(table, at);
            line.append(right ? padding + cells.get(at) : cells.get(at) + padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static void rule(StringBuilder text, int[] widths) {
        for (int at = 0; at < widths.length; at++) {
            text.append(at == 0 ? "" : "  ").append("-".repeat(widths[at]));
        }
        text.append('\n');
    }

    private static boolean isNumeric(Answer.Table table, int column) {
        return table.rows().stream()
                .map(row -> row.get(column))
                .allMatch(
                        value ->
                                value instanceof Value.Whole
                                        || value instanceof Value.Real
                                        || value instanceof Value.Numeric
                                        || value instanceof Value.Null);
    }

    /** Control characters could steer the terminal; only what can be seen is shown. */
    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '\n' -> shown.append("\\n");
                                case '\r' -> shown.append("\\r");
                                case '\t' -> shown.append("\\t");
                                default -> shown.appendCodePoint(isSeen(c) ? c : '\uFFFD');
                            }
                        });
        return shown.toString();
    }

    private static boolean isSeen(int codePoint) {
        return !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.FORMAT;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** How many rows there are, and what is missing. */
    static String summary(Answer.Table table) {
        String rows = table.rows().size() == 1 ? "1 row" : table.rows().size() + " rows";
        return switch (table.truncation()) {
            case NONE -> rows;
            case ROWS -> rows + ", cut at the row limit";
            case BYTES -> rows + ", cut at the limit of " + table.limit() + " bytes";
            case CELL -> rows + ", values longer than " + table.limit() + " bytes cut";
        };
    }
}
