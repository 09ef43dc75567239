package dev.gatehouse.mcp.rpc;

/**
 * A request that is answered with a JSON-RPC error: a mistake of the client program, not of a
 * model.
 */
public final class RpcException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient RpcError error;

    public RpcException(RpcError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public RpcException(ErrorCode code, String message) {
        this(new RpcError(code, message));
    }

    /** A mistake in the parameters of a request. */
    public static RpcException invalidParams(String message) {
        return new RpcException(ErrorCode.INVALID_PARAMS, message);
    }

    /** The error to answer with. */
    public RpcError error() {
        return error;
    }
}
