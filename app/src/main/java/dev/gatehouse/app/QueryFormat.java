package dev.gatehouse.app;

import dev.gatehouse.core.result.Answer;
import dev.gatehouse.gateway.tools.TableFormat;

/** How the shell prints rows. */
enum QueryFormat {
    /** Aligned columns, for people. */
    TABLE,
    /** RFC 4180, for programs. */
    CSV,
    /** One JSON object with columns and rows, for programs. */
    JSON,
    /** A table of Markdown, for documents. */
    MARKDOWN;

    String text(Answer.Table table) {
        return switch (this) {
            case TABLE -> TextTable.of(table);
            case CSV -> TableFormat.CSV.text(table);
            case JSON -> TableFormat.JSON.text(table);
            case MARKDOWN -> TableFormat.MARKDOWN.text(table);
        };
    }
}
