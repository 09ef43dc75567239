package dev.gatehouse.mcp.input;

import dev.gatehouse.mcp.peer.ClientCapability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The folders that the client works in (MCP, roots). Deprecated since 2026-07-28: for compatibility
 * only.
 */
public record RootsRequest() implements InputRequest<ListedRoots> {

    @Override
    public ClientCapability capability() {
        return ClientCapability.ROOTS;
    }

    @Override
    public Class<ListedRoots> responseType() {
        return ListedRoots.class;
    }

    @Override
    public Optional<ListedRoots> read(JsonNode result) {
        if (!result.path("roots").isArray()) {
            return Optional.empty();
        }
        List<ListedRoots.Root> roots = new ArrayList<>();
        for (JsonNode root : result.path("roots")) {
            if (!root.path("uri").isString()) {
                return Optional.empty();
            }
            roots.add(
                    new ListedRoots.Root(
                            root.path("uri").stringValue(), root.path("name").asString("")));
        }
        return Optional.of(new ListedRoots(roots));
    }
}
