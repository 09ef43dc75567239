package dev.gatehouse.mcp.peer;

/**
 * Who is calling, as the embedding program knows it. The protocol never looks inside: it carries
 * the value from the connection to the offering and to the tools, which map it back to their own
 * type.
 *
 * <p>Two principals are the same identity exactly when they are {@link Object#equals equal};
 * sessions are bound to that.
 */
public interface Principal {}
