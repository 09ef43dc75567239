package dev.gatehouse.core.audit;

/** An audit record could not be kept. The answer that it speaks of must not be released. */
public final class AuditFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public AuditFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
