package dev.gatehouse.mcp.rpc;

import static java.util.Objects.requireNonNull;

import tools.jackson.databind.node.ObjectNode;

/** A JSON-RPC 2.0 message. Trees inside a message belong to it: nobody changes them afterwards. */
public sealed interface Message {

    /** Asks for an answer. Absent parameters are an empty object. */
    record Request(RequestId id, String method, ObjectNode params) implements Message {
        public Request {
            requireNonNull(id, "id is null");
            requireNonNull(method, "method is null");
            requireNonNull(params, "params is null");
        }
    }

    /** Says something and wants no answer. Absent parameters are an empty object. */
    record Notification(String method, ObjectNode params) implements Message {
        public Notification {
            requireNonNull(method, "method is null");
            requireNonNull(params, "params is null");
        }
    }

    /** Answers a request with its result. */
    record Response(RequestId id, ObjectNode result) implements Message {
        public Response {
            requireNonNull(id, "id is null");
            requireNonNull(result, "result is null");
        }
    }

    /** Answers a request with an error. */
    record ErrorResponse(RequestId id, RpcError error) implements Message {
        public ErrorResponse {
            requireNonNull(id, "id is null");
            requireNonNull(error, "error is null");
        }
    }

    /**
     * Answers something whose identifier could not be read.
     *
     * @param nullId whether the identifier is written as null (JSON-RPC 2.0, section 5) or left out
     *     (MCP since 2025-11-25)
     */
    record UnidentifiedError(RpcError error, boolean nullId) implements Message {
        public UnidentifiedError {
            requireNonNull(error, "error is null");
        }
    }
}
