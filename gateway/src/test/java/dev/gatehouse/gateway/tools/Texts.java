package dev.gatehouse.gateway.tools;

import dev.gatehouse.mcp.tool.Content;
import dev.gatehouse.mcp.tool.ToolResult;

/** The text of results. */
final class Texts {

    private Texts() {}

    static String of(ToolResult result) {
        return ((Content.Text) result.content().getFirst()).text();
    }
}
