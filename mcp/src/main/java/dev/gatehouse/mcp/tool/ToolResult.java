package dev.gatehouse.mcp.tool;

import static java.util.Objects.requireNonNull;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tool answers.
 *
 * @param content what a model reads, in order
 * @param structuredContent the same for programs; {@link MissingNode} when there is none. Clients
 *     of revisions before 2025-06-18 never see it, so the content says everything, too.
 * @param isError whether the call failed in a way that the model can act on
 */
public record ToolResult(List<Content> content, JsonNode structuredContent, boolean isError) {

    public ToolResult {
        content = List.copyOf(content);
        requireNonNull(structuredContent, "structuredContent is null");
    }

    /** A result that is only text. */
    public static ToolResult text(String text) {
        return new ToolResult(List.of(new Content.Text(text)), none(), false);
    }

    /** A result for models and programs; the tree belongs to the result from now on. */
    public static ToolResult structured(String text, ObjectNode structuredContent) {
        return new ToolResult(List.of(new Content.Text(text)), structuredContent, false);
    }

    /** A failure that the model can act on: say what is wrong and what to try. */
    public static ToolResult error(String text) {
        return new ToolResult(List.of(new Content.Text(text)), none(), true);
    }

    private static JsonNode none() {
        return JsonNodeFactory.instance.missingNode();
    }
}
