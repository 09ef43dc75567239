package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Session;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.rpc.RpcException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request says about itself, as far as a binding has to know it before an era answers (MCP
 * 2026-07-28, versioning).
 */
public final class SelfDescription {

    private SelfDescription() {}

    /** Whether these are parameters of a request that speaks for itself. */
    public static boolean isIn(ObjectNode params) {
        return RequestMeta.isIn(params);
    }

    /** The revision that the parameters name, known to us or not; empty when they name none. */
    public static Optional<String> revision(ObjectNode params) {
        JsonNode version = params.path("_meta").path(RequestMeta.VERSION);
        return version.asStringOpt();
    }

    /**
     * Who sends a request with these parameters.
     *
     * @throws RpcException when something is missing, or the revision is none of this era
     */
    public static Peer peer(ObjectNode params, Session carrier) {
        return RequestMeta.of(params).peer(carrier);
    }

    /** What a client hears that asks in a revision which is none of this era. */
    public static RpcException unsupported(String revision) {
        return RequestMeta.unsupported(revision);
    }
}
