package dev.gatehouse.gateway.telemetry.log;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;

/** The loggers of this process, and their output. */
public final class Loggers implements ILoggerFactory {

    /** The logger of asks: whether it is used is a setting of its own. */
    static final String QUERIES = "dev.gatehouse.query";

    private static final String OURS = "dev.gatehouse.";

    /** What others say is seldom for operators; what they say in detail may quote anything. */
    private static final Level OF_OTHERS = Level.WARN;

    /** Their warnings tell what the engine tells better: that a database is away. */
    private static final String POOL = "com.zaxxer.hikari.";

    /** These quote what clients send, once for each request. */
    private static final Set<String> QUOTING =
            Set.of("org.eclipse.jetty.util.HostPort", "org.eclipse.jetty.http.HttpParser");

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final LogOutput output = new LogOutput();

    Loggers() {}

    /** The output of this process; empty where something else takes the log. */
    public static Optional<LogOutput> output() {
        return LoggerFactory.getILoggerFactory() instanceof Loggers ours
                ? Optional.of(ours.output)
                : Optional.empty();
    }

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, this::logger);
    }

    private Logger logger(String name) {
        return QUOTING.contains(name)
                ? NOPLogger.NOP_LOGGER
                : new LineLogger(name, threshold(name), name.equals(QUERIES), output);
    }

    private static Level threshold(String name) {
        if (name.startsWith(POOL)) {
            return Level.ERROR;
        }
        return name.startsWith(OURS) ? Level.INFO : OF_OTHERS;
    }
}
