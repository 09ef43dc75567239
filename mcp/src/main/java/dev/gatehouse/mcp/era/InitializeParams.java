package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.peer.ClientCapabilities;
import dev.gatehouse.mcp.peer.ClientInfo;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.rpc.RpcException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client says in {@code initialize}.
 *
 * @param revision the one it offers, or the latest of the era when we do not speak that
 * @param capabilities what it can be asked, as far as that revision has it
 */
record InitializeParams(Revision revision, ClientInfo client, ClientCapabilities capabilities) {

    /** Reads the parameters; a client that leaves out who it is, is served all the same. */
    static InitializeParams of(ObjectNode params) {
        JsonNode offered = params.path("protocolVersion");
        if (!offered.isString()) {
            throw RpcException.invalidParams(
                    "\"protocolVersion\" is a text, one of "
                            + Revision.handshake().stream().map(Revision::text).toList());
        }
        Revision revision =
                Revision.of(offered.stringValue())
                        .filter(Revision.handshake()::contains)
                        .orElse(Revision.LATEST_HANDSHAKE);
        return new InitializeParams(
                revision,
                ClientParam.read(params, "clientInfo"),
                CapabilitiesParam.read(params.path("capabilities"), revision));
    }
}
