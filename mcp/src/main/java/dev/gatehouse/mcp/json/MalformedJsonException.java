package dev.gatehouse.mcp.json;

/** A text is not JSON, or is larger than its limits allow. The message is safe to show. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
