package dev.gatehouse.mcp.rpc;

/** The error codes of JSON-RPC 2.0, section 5.1. */
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
    INTERNAL_ERROR(-32603);

    private final int code;

    ErrorCode(int code) {
        this.code = code;
    }

    /** The number that stands in the message. */
    public int code() {
        return code;
    }
}
