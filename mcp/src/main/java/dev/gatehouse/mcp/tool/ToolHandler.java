package dev.gatehouse.mcp.tool;

/** What a tool does. */
@FunctionalInterface
public interface ToolHandler {

    /**
     * Answers one call. Runs on a virtual thread and may block; many calls run at once. The
     * arguments fit the tool's schema. An exception is a bug: the client hears "internal error" and
     * a number, the embedding program hears everything.
     */
    ToolResult call(ToolCall call);
}
