package dev.gatehouse.gateway.state;

/** The store of what must outlive the program cannot be used. */
public final class StateException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StateException(String message, Throwable cause) {
        super(message, cause);
    }
}
