package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.peer.ClientInfo;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.rpc.RpcException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client says in {@code initialize}.
 *
 * @param revision the one it offers, or the latest of the era when we do not speak that
 */
record InitializeParams(Revision revision, ClientInfo client) {

    /** Reads the parameters; a client that leaves out who it is, is served all the same. */
    static InitializeParams of(ObjectNode params) {
        JsonNode offered = params.path("protocolVersion");
        if (!offered.isString()) {
            throw RpcException.invalidParams(
                    "\"protocolVersion\" is a text, one of " + Revision.texts());
        }
        Revision revision = Revision.of(offered.stringValue()).orElse(Revision.LATEST_HANDSHAKE);
        return new InitializeParams(revision, client(params.path("clientInfo")));
    }

    private static ClientInfo client(JsonNode info) {
        if (info.isMissingNode()) {
            return ClientInfo.UNKNOWN;
        }
        if (!info.path("name").isString() || !info.path("version").isString()) {
            throw RpcException.invalidParams(
                    "\"clientInfo\" is an object with the texts \"name\" and \"version\"");
        }
        return new ClientInfo(info.path("name").stringValue(), info.path("version").stringValue());
    }
}
