package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.mcp.tool.ToolResult;

/** Refusals as a model reads them: code, message, place, and what to try. */
final class Denials {

    private Denials() {}

    static ToolResult result(Refusal refusal) {
        return ToolResult.error(text(refusal));
    }

    static String text(Refusal refusal) {
        StringBuilder text = new StringBuilder();
        text.append(refusal.code()).append(": ").append(refusal.message());
        if (refusal.place().known()) {
            text.append(" (").append(refusal.place()).append(')');
        }
        if (!refusal.help().isEmpty()) {
            text.append("\n").append(refusal.help());
        }
        return text.toString();
    }
}
