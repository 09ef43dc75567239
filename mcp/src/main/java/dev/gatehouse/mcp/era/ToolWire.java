package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.offer.Page;
import dev.gatehouse.mcp.peer.Feature;
import dev.gatehouse.mcp.tool.Tool;
import dev.gatehouse.mcp.tool.ToolAnnotations;
import dev.gatehouse.mcp.tool.ToolResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How tools and their results look in one revision. */
record ToolWire(Wire wire) {

    /** {@code ListToolsResult}. */
    ObjectNode list(Page<Tool> page) {
        return Wire.page("tools", page, this::tool);
    }

    private ObjectNode tool(Tool tool) {
        ObjectNode json = wire.named(tool.name(), tool.title());
        json.put("description", tool.description());
        json.set("inputSchema", tool.inputSchema().toJson());
        if (wire.revision().has(Feature.STRUCTURED_CONTENT)) {
            tool.outputSchema().ifPresent(schema -> json.set("outputSchema", schema.toJson()));
        }
        if (wire.revision().has(Feature.TOOL_ANNOTATIONS)) {
            json.set("annotations", annotations(tool));
        }
        return json;
    }

    private static ObjectNode annotations(Tool tool) {
        ToolAnnotations hints = tool.annotations();
        return Wire.object()
                .put("title", tool.title())
                .put("readOnlyHint", hints.readOnly())
                .put("destructiveHint", hints.destructive())
                .put("idempotentHint", hints.idempotent())
                .put("openWorldHint", hints.openWorld());
    }

    /** {@code CallToolResult}. */
    ObjectNode result(ToolResult answer) {
        ObjectNode result = Wire.object();
        ArrayNode blocks = result.putArray("content");
        answer.content().forEach(block -> blocks.add(wire.content(block)));
        if (wire.revision().has(Feature.STRUCTURED_CONTENT)
                && answer.structuredContent().isObject()) {
            result.set("structuredContent", answer.structuredContent());
        }
        return result.put("isError", answer.isError());
    }
}
