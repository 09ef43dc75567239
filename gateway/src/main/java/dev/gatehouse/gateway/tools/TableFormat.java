package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.result.Answer;
import dev.gatehouse.mcp.json.JsonWriter;
import dev.gatehouse.mcp.tool.Content;
import dev.gatehouse.mcp.tool.ToolResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * How rows are written as text. Each tells a missing value, an empty text and the text NULL apart.
 */
public enum TableFormat {
    /** Between vertical bars, and a last line about the whole: the fewest tokens. */
    COMPACT,
    /** A table of Markdown, and a last line about the whole. */
    MARKDOWN,
    /** Comma-separated values (RFC 4180) and nothing else. */
    CSV,
    /** A JSON object: columns, rows as lists of values, and what is missing. */
    JSON;

    /** The words that the formats go by, the default first. */
    public static List<String> words() {
        return Arrays.stream(values()).map(TableFormat::word).toList();
    }

    /**
     * The format that goes by a word.
     *
     * @throws IllegalArgumentException when none does
     */
    public static TableFormat of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rows under the names of their columns, without a word about them except in JSON. */
    public String text(Answer.Table table) {
        return switch (this) {
            case COMPACT -> Compact.of(table);
            case CSV -> Csv.of(table);
            case MARKDOWN -> Markdown.of(table);
            case JSON -> text(Tables.json(table, Sequel.NONE)) + "\n";
        };
    }

    /**
     * What a tool answers: all of it as text, and all of it for programs, because some clients show
     * their model the one, and some the other.
     *
     * @param sequel how the caller can come by more
     */
    ToolResult result(Answer.Table table, Sequel sequel) {
        ObjectNode json = Tables.json(table, sequel);
        return new ToolResult(content(table, sequel, json), json, false);
    }

    private List<Content> content(Answer.Table table, Sequel sequel, ObjectNode json) {
        String extent = Extent.line(table, sequel);
        return switch (this) {
            case COMPACT -> List.of(new Content.Text(text(table) + extent));
            case MARKDOWN -> List.of(new Content.Text(text(table) + "\n" + extent));
            case CSV -> List.of(new Content.Text(text(table)), new Content.Text(extent));
            case JSON -> List.of(new Content.Text(text(json)));
        };
    }

    private static String text(ObjectNode json) {
        return new String(new JsonWriter().write(json), StandardCharsets.UTF_8);
    }
}
