package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of GitHub Flavored Markdown. A missing value is {@code NULL}; a text that is empty, looks
 * like NULL, is in quotes, or has blanks around it stands in quotes, its own doubled. What Markdown
 * would take for its own is escaped, so that a value cannot become a picture, a link or HTML.
 */
final class Markdown {

    private static final String ESCAPED = "\\`*[]<>&~|";

    private Markdown() {}

    static String of(Answer.Table table) {
        StringBuilder markdown = new StringBuilder();
        append(table.columns().stream().map(ResultColumn::name).map(Markdown::cell), markdown);
        append(table.columns().stream().map(_ -> "---"), markdown);
        for (List<Value> row : table.rows()) {
            append(row.stream().map(Markdown::cell), markdown);
        }
        return markdown.toString();
    }

    private static void append(Stream<String> cells, StringBuilder markdown) {
        markdown.append(cells.collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static String cell(Value value) {
        return value instanceof Value.Null ? "NULL" : cell(value.text());
    }

    static String cell(String text) {
        return escaped(isPlain(text) ? text : Csv.quoted(text));
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && !text.equalsIgnoreCase("NULL")
                && text.charAt(0) != '"'
                && !Character.isWhitespace(text.charAt(0))
                && !Character.isWhitespace(text.charAt(text.length() - 1));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '\n' -> escaped.append("<br>");
                case '_' -> escaped.append(isInsideWord(text, at) ? "_" : "\\_");
                default -> {
                    if (Character.isISOControl(c)) {
                        escaped.append("&#").append((int) c).append(';');
                    } else {
                        escaped.append(ESCAPED.indexOf(c) < 0 ? "" : "\\").append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }

    private static boolean isInsideWord(String text, int at) {
        return at > 0
                && at < text.length() - 1
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + 1));
    }
}
