package dev.gatehouse.mcp.rpc;

/**
 * The error codes of JSON-RPC 2.0, section 5.1, and those that MCP adds in the range that is left
 * to implementations.
 */
public enum ErrorCode {
    /** The text is not JSON. */
    PARSE_ERROR(-32700),
    /** The JSON is not a message, or not one that is allowed now. */
    INVALID_REQUEST(-32600),
    /** There is no such method. */
    METHOD_NOT_FOUND(-32601),
    /** The parameters do not fit the method. */
    INVALID_PARAMS(-32602),
    /** The server failed; the fault is not the client's. */
    INTERNAL_ERROR(-32603),
    /** There is no such resource (MCP up to 2025-11-25, resources). */
    RESOURCE_NOT_FOUND(-32002),
    /**
     * The server does not do this now, and says why. Our own: MCP defines none for it, and wants
     * such codes outside of what JSON-RPC reserves (MCP 2026-07-28, error codes).
     */
    REFUSED(1001),
    /** The headers do not say what the body says (MCP since 2026-07-28, Streamable HTTP). */
    HEADER_MISMATCH(-32020),
    /** The request needs what the client did not declare (MCP since 2026-07-28). */
    MISSING_CLIENT_CAPABILITY(-32021),
    /** The server does not speak the request's revision (MCP since 2026-07-28). */
    UNSUPPORTED_PROTOCOL_VERSION(-32022);

    private final int code;

    ErrorCode(int code) {
        this.code = code;
    }

    /** The number that stands in the message. */
    public int code() {
        return code;
    }
}
