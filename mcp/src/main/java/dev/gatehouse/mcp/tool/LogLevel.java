package dev.gatehouse.mcp.tool;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How severe a log message is, the least first (RFC 5424, 6.2.1; MCP, logging). */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    /** The level that {@code text} names; empty when there is none of that name. */
    public static Optional<LogLevel> of(String text) {
        return Arrays.stream(values()).filter(level -> level.text().equals(text)).findFirst();
    }

    /** The level as it is written in messages: {@code warning}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
