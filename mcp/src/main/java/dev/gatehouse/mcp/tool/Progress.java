package dev.gatehouse.mcp.tool;

/**
 * Where a running call tells how far it is. What is said after the answer, after a cancellation, to
 * a client that did not ask, or without being further than before, is dropped.
 */
public interface Progress {

    /** Whether the client asked to be told; a call need not work out what nobody hears. */
    boolean isWanted();

    /** Says that {@code done} of an unknown whole is done; {@code message} is for people. */
    void report(double done, String message);

    /** Says that {@code done} of {@code total} is done; {@code message} is for people. */
    void report(double done, double total, String message);
}
