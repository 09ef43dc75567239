package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.peer.ClientInfo;
import dev.gatehouse.mcp.rpc.RpcException;
import tools.jackson.databind.JsonNode;

/** The parameter in which a client says what program it is: an {@code Implementation}. */
final class ClientParam {

    private ClientParam() {}

    /**
     * Reads it; a client that leaves out who it is, is served all the same.
     *
     * @param name of the parameter
     */
    static ClientInfo read(JsonNode parent, String name) {
        JsonNode info = parent.path(name);
        if (info.isMissingNode()) {
            return ClientInfo.UNKNOWN;
        }
        if (!info.path("name").isString() || !info.path("version").isString()) {
            throw RpcException.invalidParams(
                    "\"" + name + "\" is an object with the texts \"name\" and \"version\"");
        }
        return new ClientInfo(info.path("name").stringValue(), info.path("version").stringValue());
    }
}
