package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.offer.Page;
import dev.gatehouse.mcp.peer.Feature;
import dev.gatehouse.mcp.resource.ReadResult;
import dev.gatehouse.mcp.resource.Resource;
import dev.gatehouse.mcp.resource.ResourceTemplate;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.RpcError;
import dev.gatehouse.mcp.rpc.RpcException;
import dev.gatehouse.mcp.tool.ResourceContents;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How resources and their contents look in one revision. */
record ResourceWire(Wire wire) {

    /** {@code ListResourcesResult}. */
    ObjectNode list(Page<Resource> page) {
        return Wire.page("resources", page, this::resource);
    }

    /** {@code ListResourceTemplatesResult}. */
    ObjectNode templates(Page<ResourceTemplate> page) {
        return Wire.page("resourceTemplates", page, this::template);
    }

    private ObjectNode resource(Resource resource) {
        return wire.named(resource.name(), resource.title())
                .put("uri", resource.uri())
                .put("description", resource.description())
                .put("mimeType", resource.mimeType());
    }

    private ObjectNode template(ResourceTemplate template) {
        return wire.named(template.name(), template.title())
                .put("uriTemplate", template.template().text())
                .put("description", template.description())
                .put("mimeType", template.mimeType());
    }

    /**
     * {@code ReadResourceResult}.
     *
     * @param uri what the client asked for
     * @throws RpcException when the resource was not read
     */
    ObjectNode result(String uri, ReadResult answer) {
        return switch (answer) {
            case ReadResult.Found(List<ResourceContents> contents) -> contents(contents);
            case ReadResult.NotFound() -> throw notFound(uri);
            case ReadResult.Refused(String message) ->
                    throw new RpcException(ErrorCode.REFUSED, message);
        };
    }

    private static ObjectNode contents(List<ResourceContents> contents) {
        ObjectNode result = Wire.object();
        ArrayNode list = result.putArray("contents");
        contents.forEach(piece -> list.add(Wire.contents(piece)));
        return result;
    }

    private RpcException notFound(String uri) {
        ErrorCode code =
                wire.revision().has(Feature.RESOURCE_NOT_FOUND_CODE)
                        ? ErrorCode.RESOURCE_NOT_FOUND
                        : ErrorCode.INVALID_PARAMS;
        ObjectNode data = Wire.object().put("uri", uri);
        return new RpcException(new RpcError(code, "Resource not found", data));
    }
}
