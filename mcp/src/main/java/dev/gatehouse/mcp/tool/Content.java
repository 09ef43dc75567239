package dev.gatehouse.mcp.tool;

import static java.util.Objects.requireNonNull;

/** One block of a tool's result that a model reads. */
public sealed interface Content {

    /** Plain text. */
    record Text(String text) implements Content {
        public Text {
            requireNonNull(text, "text is null");
        }
    }
}
