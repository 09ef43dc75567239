package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.ServerInfo;
import dev.gatehouse.mcp.offer.Cursor;
import dev.gatehouse.mcp.offer.Page;
import dev.gatehouse.mcp.peer.Feature;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.tool.Content;
import dev.gatehouse.mcp.tool.Tool;
import dev.gatehouse.mcp.tool.ToolAnnotations;
import dev.gatehouse.mcp.tool.ToolResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How results look in one revision of the handshake era: what it does not have is left out. */
record HandshakeWire(Revision revision) {

    /** {@code InitializeResult}. */
    ObjectNode initialized(Host host) {
        ObjectNode result = object().put("protocolVersion", revision.text());
        result.putObject("capabilities").putObject("tools");
        result.set("serverInfo", serverInfo(host.server()));
        if (!host.instructions().isEmpty()) {
            result.put("instructions", host.instructions());
        }
        return result;
    }

    private ObjectNode serverInfo(ServerInfo server) {
        ObjectNode info = object().put("name", server.name());
        if (revision.has(Feature.TITLES)) {
            info.put("title", server.title());
        }
        return info.put("version", server.version());
    }

    /** {@code ListToolsResult}. */
    ObjectNode tools(Page<Tool> page) {
        ObjectNode result = object();
        ArrayNode tools = result.putArray("tools");
        page.items().forEach(tool -> tools.add(tool(tool)));
        page.next().map(Cursor::text).ifPresent(next -> result.put("nextCursor", next));
        return result;
    }

    private ObjectNode tool(Tool tool) {
        ObjectNode json = object().put("name", tool.name());
        if (revision.has(Feature.TITLES)) {
            json.put("title", tool.title());
        }
        json.put("description", tool.description());
        json.set("inputSchema", tool.inputSchema().toJson());
        if (revision.has(Feature.STRUCTURED_CONTENT)) {
            tool.outputSchema().ifPresent(schema -> json.set("outputSchema", schema.toJson()));
        }
        if (revision.has(Feature.TOOL_ANNOTATIONS)) {
            json.set("annotations", annotations(tool));
        }
        return json;
    }

    private static ObjectNode annotations(Tool tool) {
        ToolAnnotations hints = tool.annotations();
        return object().put("title", tool.title())
                .put("readOnlyHint", hints.readOnly())
                .put("destructiveHint", hints.destructive())
                .put("idempotentHint", hints.idempotent())
                .put("openWorldHint", hints.openWorld());
    }

    /** {@code CallToolResult}. */
    ObjectNode result(ToolResult answer) {
        ObjectNode result = object();
        ArrayNode blocks = result.putArray("content");
        answer.content().forEach(block -> blocks.add(content(block)));
        if (revision.has(Feature.STRUCTURED_CONTENT) && answer.structuredContent().isObject()) {
            result.set("structuredContent", answer.structuredContent());
        }
        return result.put("isError", answer.isError());
    }

    private static ObjectNode content(Content block) {
        return switch (block) {
            case Content.Text(String text) -> object().put("type", "text").put("text", text);
        };
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
