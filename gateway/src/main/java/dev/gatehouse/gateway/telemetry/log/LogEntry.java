package dev.gatehouse.gateway.telemetry.log;

import java.time.Instant;
import java.util.List;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/**
 * Something to be logged.
 *
 * @param logger who says it
 * @param fields what is said beside the message, in order
 * @param thrown what went wrong, as a stack trace; empty when nothing did
 */
record LogEntry(
        Instant time,
        Level level,
        String logger,
        String message,
        List<KeyValuePair> fields,
        String thrown) {

    LogEntry {
        fields = List.copyOf(fields);
    }

    /** The last part of the logger's name. */
    String shortLogger() {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}
