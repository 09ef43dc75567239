package dev.gatehouse.mcp.rpc;

import static java.util.Objects.requireNonNull;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/**
 * The error object of JSON-RPC 2.0, section 5.1.
 *
 * @param code what kind of error
 * @param message one sentence for the client's developer
 * @param data more about it, for programs; {@link MissingNode} when there is none
 */
public record RpcError(ErrorCode code, String message, JsonNode data) {

    public RpcError {
        requireNonNull(code, "code is null");
        requireNonNull(message, "message is null");
        requireNonNull(data, "data is null");
    }

    /** An error that has nothing to tell to programs but its code. */
    public RpcError(ErrorCode code, String message) {
        this(code, message, JsonNodeFactory.instance.missingNode());
    }
}
