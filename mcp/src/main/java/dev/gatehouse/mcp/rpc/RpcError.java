package dev.gatehouse.mcp.rpc;

import static java.util.Objects.requireNonNull;

/**
 * The error object of JSON-RPC 2.0, section 5.1.
 *
 * @param code what kind of error
 * @param message one sentence for the client's developer
 */
public record RpcError(ErrorCode code, String message) {

    public RpcError {
        requireNonNull(code, "code is null");
        requireNonNull(message, "message is null");
    }
}
