package dev.gatehouse.app;

import dev.gatehouse.core.audit.AuditLog;
import dev.gatehouse.core.audit.FaultLog;
import dev.gatehouse.gateway.http.Exposition;
import dev.gatehouse.gateway.settings.DatabaseSettings;
import dev.gatehouse.gateway.settings.Settings;
import dev.gatehouse.gateway.settings.TelemetrySettings;
import dev.gatehouse.gateway.telemetry.KnownNames;
import dev.gatehouse.gateway.telemetry.Watched;
import dev.gatehouse.gateway.telemetry.log.LogFormat;
import dev.gatehouse.gateway.telemetry.log.LogOutput;
import dev.gatehouse.gateway.telemetry.log.Loggers;
import dev.gatehouse.gateway.telemetry.log.QueryLog;
import dev.gatehouse.gateway.telemetry.metrics.Metrics;
import dev.gatehouse.gateway.telemetry.traces.Collector;
import dev.gatehouse.gateway.telemetry.traces.Tracing;
import dev.gatehouse.gateway.tools.Governed;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.event.Level;

/**
 * What operators see of a gate: log lines, metrics and traces, as the settings want them. Of what
 * is not wanted no class is loaded.
 */
final class Telemetry implements AutoCloseable {

    private static final Duration FAREWELL = Duration.ofSeconds(1);

    /** What asks without a tool, as {@link dev.gatehouse.core.ask.Origin} has it. */
    private static final Set<String> METHODS =
            Set.of("resources/read", "prompts/get", "completion/complete");

    private final TelemetrySettings settings;
    private final LongAdder faults = new LongAdder();
    private final FaultLog faultLog;
    private final Watched watched;
    private final AtomicBoolean begun = new AtomicBoolean();
    private Optional<Tracing> tracing = Optional.empty();
    private Optional<Metrics> metrics = Optional.empty();

    /**
     * @param audit keeps the records
     */
    Telemetry(Settings settings, AuditLog audit, FaultLog faults) {
        this.settings = settings.telemetry();
        this.faultLog =
                fault -> {
                    this.faults.increment();
                    return faults.report(fault);
                };
        this.watched = new Watched(audit, names(settings), faultLog);
    }

    private static KnownNames names(Settings settings) {
        return new KnownNames(
                Stream.concat(Governed.toolNames().stream(), METHODS.stream())
                        .collect(Collectors.toSet()),
                settings.databases().stream()
                        .map(DatabaseSettings::name)
                        .collect(Collectors.toSet()));
    }

    /** From here on the log of this process is as the settings want it. */
    static void apply(TelemetrySettings.Log log) {
        Loggers.output().ifPresent(it -> it.set(format(log), level(log)));
    }

    private static LogFormat format(TelemetrySettings.Log log) {
        return switch (log.format()) {
            case TEXT -> LogFormat.TEXT;
            case JSON -> LogFormat.JSON;
        };
    }

    private static Level level(TelemetrySettings.Log log) {
        return switch (log.level()) {
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
        };
    }

    /** Waits a little until what was logged is written, as before the process ends. */
    static void flush() {
        Loggers.output().ifPresent(it -> it.flush(FAREWELL));
    }

    /** Keeps the records, and tells of them whoever is interested. */
    AuditLog audit() {
        return watched;
    }

    /** The same faults, counted. */
    FaultLog faults() {
        return faultLog;
    }

    /** Begins for clients over HTTP, whose operator watches, as a rule, other things than they. */
    void beginHttp(Gate gate) {
        if (begin(true) && settings.metrics().enabled()) {
            Metrics made = new Metrics(Gatehouse.version());
            Readings.of(gate, this, made);
            watched.tell(made);
            metrics = Optional.of(made);
        }
    }

    /** Begins for the one client that started the program, and may show what we log. */
    void beginStdio() {
        begin(false);
    }

    /** Once, however often a server tries to start; true then. */
    private boolean begin(boolean logged) {
        if (!begun.compareAndSet(false, true)) {
            return false;
        }
        if (settings.log().queries().orElse(logged)) {
            watched.tell(new QueryLog());
        }
        settings.traces()
                .ifPresent(
                        written -> {
                            Tracing made = new Tracing(collector(written), Gatehouse.version());
                            watched.begin(Tracing::beginning);
                            watched.tell(made);
                            tracing = Optional.of(made);
                        });
        return true;
    }

    private static Collector collector(TelemetrySettings.Traces written) {
        return new Collector(
                written.endpoint(),
                () ->
                        written.headers().entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey, it -> it.getValue().reveal())),
                written.sample());
    }

    /** What is told at {@code /metrics}; empty where there are none. */
    Optional<Exposition> exposition() {
        Optional<Supplier<String>> token =
                settings.metrics().token().map(secret -> (Supplier<String>) secret::reveal);
        return metrics.map(
                it ->
                        new Exposition(
                                token,
                                accept -> {
                                    Metrics.Page page = it.page(accept);
                                    return new Exposition.Page(page.type(), page.text());
                                }));
    }

    Optional<Metrics> metrics() {
        return metrics;
    }

    Optional<Tracing> tracing() {
        return tracing;
    }

    long faultCount() {
        return faults.sum();
    }

    long droppedLines() {
        return Loggers.output().map(LogOutput::dropped).orElse(0L);
    }

    @Override
    public void close() {
        tracing.ifPresent(Tracing::close);
        flush();
    }
}
