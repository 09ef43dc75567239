package dev.gatehouse.gateway.telemetry.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How an entry becomes a line. */
public enum LogFormat {
    /**
     * For people: time, severity, logger, message, and fields as {@code name=value}. Further lines
     * of a message are indented, so that none of them passes for an entry of its own.
     */
    TEXT {
        @Override
        String line(LogEntry entry) {
            StringBuilder line = new StringBuilder(160);
            line.append(LOCAL.format(entry.time())).append(' ').append(entry.level()).append(' ');
            if (entry.fields().isEmpty()) {
                line.append(entry.shortLogger()).append(" - ");
            }
            line.append(LogText.indented(entry.message()));
            for (KeyValuePair field : entry.fields()) {
                if (!IN_THE_MESSAGE.contains(field.key)) {
                    line.append(' ').append(field.key).append('=');
                    line.append(LogText.value(String.valueOf(field.value)));
                }
            }
            if (!entry.thrown().isEmpty()) {
                line.append('\n').append(INDENT).append(LogText.indented(entry.thrown()));
            }
            return line.append('\n').toString();
        }
    },

    /** For programs: an object of JSON on each line, times in UTC. */
    JSON {
        @Override
        String line(LogEntry entry) {
            ObjectNode json = JsonMapper.shared().createObjectNode();
            json.put("time", entry.time().toString());
            json.put("level", entry.level().name().toLowerCase(Locale.ROOT));
            json.put("logger", entry.logger());
            json.put("message", LogText.shown(entry.message()));
            for (KeyValuePair field : entry.fields()) {
                if (field.value instanceof Number number) {
                    json.put(field.key, number.longValue());
                } else {
                    json.put(field.key, LogText.shown(String.valueOf(field.value)));
                }
            }
            if (!entry.thrown().isEmpty()) {
                json.put("thrown", LogText.shown(entry.thrown()));
            }
            return json + "\n";
        }
    };

    static final String INDENT = "  ";
    static final String TOOL = "tool";
    static final String OUTCOME = "outcome";

    /** Fields that people read in the message already. */
    private static final Set<String> IN_THE_MESSAGE = Set.of(TOOL, OUTCOME);

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    abstract String line(LogEntry entry);
}
