package dev.gatehouse.core.audit;

/** Where audit records are kept. Thread-safe. */
public interface AuditLog {

    /**
     * Keeps a record. When this returns, a crash no longer loses it.
     *
     * @throws AuditFailure when it could not be kept
     */
    void append(AuditRecord audited);
}
