package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.host.ServerInfo;
import dev.gatehouse.mcp.offer.Changes;
import dev.gatehouse.mcp.offer.Cursor;
import dev.gatehouse.mcp.offer.Kind;
import dev.gatehouse.mcp.offer.Offering;
import dev.gatehouse.mcp.offer.Page;
import dev.gatehouse.mcp.peer.Feature;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.tool.Content;
import dev.gatehouse.mcp.tool.ResourceContents;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How things look in one revision, whatever its era: what the revision does not have is left out.
 */
record Wire(Revision revision) {

    /** {@code Implementation}. */
    ObjectNode serverInfo(ServerInfo server) {
        ObjectNode info = named(server.name(), server.title());
        return info.put("version", server.version());
    }

    /** {@code ServerCapabilities}. */
    ObjectNode capabilities(Offering offering) {
        ObjectNode capabilities = object();
        Set<Kind> kinds = offering.kinds();
        kinds.stream().sorted().forEach(kind -> capabilities.putObject(kind.text()));
        offering.changes().ifPresent(changes -> told(capabilities, changes));
        if (Methods.completes(kinds) && revision.has(Feature.COMPLETIONS_CAPABILITY)) {
            capabilities.putObject("completions");
        }
        if (offering.logs()) {
            capabilities.putObject("logging");
        }
        return capabilities;
    }

    private static void told(ObjectNode capabilities, Changes changes) {
        for (Kind kind : Kind.values()) {
            if (capabilities.path(kind.text()) instanceof ObjectNode capability) {
                if (kind == Kind.RESOURCES && changes.resources()) {
                    capability.put("subscribe", true);
                }
                if (changes.lists().contains(kind)) {
                    capability.put("listChanged", true);
                }
            }
        }
    }

    /** {@code BaseMetadata}: a name, and a title where the revision has titles. */
    ObjectNode named(String name, String title) {
        ObjectNode json = object().put("name", name);
        return revision.has(Feature.TITLES) ? json.put("title", title) : json;
    }

    /** {@code PaginatedResult} with its items under {@code name}. */
    static <T> ObjectNode page(String name, Page<T> page, Function<T, ObjectNode> shape) {
        ObjectNode result = object();
        ArrayNode items = result.putArray(name);
        page.items().forEach(item -> items.add(shape.apply(item)));
        page.next().map(Cursor::text).ifPresent(next -> result.put("nextCursor", next));
        return result;
    }

    /** {@code ContentBlock}. */
    ObjectNode content(Content block) {
        return switch (block) {
            case Content.Text(String text) -> text(text);
            case Content.Image(String mimeType, String base64) -> media("image", mimeType, base64);
            case Content.Audio(String mimeType, String base64) ->
                    revision.has(Feature.AUDIO)
                            ? media("audio", mimeType, base64)
                            : text("[a sound, " + mimeType + "]");
            case Content.Embedded(ResourceContents contents) -> embedded(contents);
        };
    }

    private static ObjectNode text(String text) {
        return object().put("type", "text").put("text", text);
    }

    private static ObjectNode media(String type, String mimeType, String base64) {
        return object().put("type", type).put("data", base64).put("mimeType", mimeType);
    }

    private static ObjectNode embedded(ResourceContents contents) {
        ObjectNode json = object().put("type", "resource");
        json.set("resource", contents(contents));
        return json;
    }

    /** {@code TextResourceContents} or {@code BlobResourceContents}. */
    static ObjectNode contents(ResourceContents contents) {
        ObjectNode json = object().put("uri", contents.uri()).put("mimeType", contents.mimeType());
        return switch (contents) {
            case ResourceContents.Text text -> json.put("text", text.text());
            case ResourceContents.Blob blob -> json.put("blob", blob.base64());
        };
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
