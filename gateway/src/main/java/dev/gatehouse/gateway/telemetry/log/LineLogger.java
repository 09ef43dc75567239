package dev.gatehouse.gateway.telemetry.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** A logger whose entries go to the one output. */
final class LineLogger extends LegacyAbstractLogger implements LoggingEventAware {

    private static final long serialVersionUID = 1;

    private final transient LogOutput output;
    private final Level threshold;
    private final boolean always;

    /**
     * @param threshold the least severe entries of this one
     * @param always whether they are written whatever the output takes else
     */
    LineLogger(String name, Level threshold, boolean always, LogOutput output) {
        this.name = name;
        this.threshold = threshold;
        this.always = always;
        this.output = output;
    }

    @Override
    public void log(LoggingEvent event) {
        List<KeyValuePair> fields = event.getKeyValuePairs();
        add(
                event.getLevel(),
                event.getMessage(),
                event.getArgumentArray(),
                fields == null ? List.of() : fields,
                event.getThrowable());
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        add(level, message, arguments, List.of(), thrown);
    }

    private void add(
            Level level,
            String message,
            Object @Nullable [] arguments,
            List<KeyValuePair> fields,
            @Nullable Throwable thrown) {
        String words = MessageFormatter.basicArrayFormat(message, arguments);
        output.add(
                new LogEntry(
                        Instant.now(),
                        level,
                        name,
                        String.valueOf(words),
                        fields,
                        thrown == null ? "" : trace(thrown)));
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private boolean takes(Level level) {
        return level.toInt() >= threshold.toInt() && (always || output.takes(level));
    }

    @Override
    public boolean isErrorEnabled() {
        return takes(Level.ERROR);
    }

    @Override
    public boolean isWarnEnabled() {
        return takes(Level.WARN);
    }

    @Override
    public boolean isInfoEnabled() {
        return takes(Level.INFO);
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return "";
    }
}
