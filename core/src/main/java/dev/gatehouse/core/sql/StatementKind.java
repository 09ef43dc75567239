package dev.gatehouse.core.sql;

/** What a statement does. */
public enum StatementKind {
    /** It reads rows. */
    READ,
    /** It shows how rows would be read. */
    EXPLAIN
}
