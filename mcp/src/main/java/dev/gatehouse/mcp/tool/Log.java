package dev.gatehouse.mcp.tool;

/**
 * Where a running call says what the client may want to log (MCP, logging; deprecated since
 * 2026-07-28). Only a client that asked for messages of that severity gets them, and only while the
 * call runs. What goes beyond 1,000 messages of one call is dropped, and a message is cut to 4,000
 * characters. No secrets and no rows: the client may keep what it gets.
 *
 * <p>Nothing is ever sent by an offering that does not declare that it {@linkplain
 * dev.gatehouse.mcp.offer.Offering#logs logs}.
 */
public interface Log {

    /** Says {@code text}. */
    void write(LogLevel level, String text);
}
