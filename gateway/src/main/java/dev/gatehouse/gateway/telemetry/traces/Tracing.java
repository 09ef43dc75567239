package dev.gatehouse.gateway.telemetry.traces;

import dev.gatehouse.core.ask.Trace;
import dev.gatehouse.gateway.telemetry.Finished;
import dev.gatehouse.gateway.telemetry.Lane;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans of each ask to a collector (OTLP over HTTP). They are made when the ask is over, of
 * the times that its record has, on a thread of their own; a collector that is slow or away delays
 * nobody, and what there is no room for is dropped and counted.
 */
public final class Tracing implements Consumer<Finished>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);

    private static final int MOST_WAITING = 2_048;
    private static final int MOST_AT_ONCE = 100;
    private static final Duration GATHERING = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofMinutes(1);

    /** The library's own words quote the address of the collector; we say it in ours. */
    private static final java.util.logging.Logger LIBRARY =
            java.util.logging.Logger.getLogger("io.opentelemetry");

    private final Spans spans;
    private final SpanExporter exporter;
    private final Lane<Finished> lane =
            new Lane<>("traces", MOST_WAITING, MOST_AT_ONCE, GATHERING, this::send);
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private Instant told = Instant.MIN;

    /**
     * @param version of this build
     */
    public Tracing(Collector collector, String version) {
        LIBRARY.setLevel(Level.OFF);
        this.spans = new Spans(collector.share(), version);
        this.exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(collector.endpoint().toString())
                        .setHeaders(collector.headers())
                        .setTimeout(PATIENCE)
                        .setConnectTimeout(PATIENCE)
                        .setRetryPolicy(null)
                        .setMeterProvider(MeterProvider.noop())
                        .build();
    }

    /** A trace that begins here. */
    public static Trace beginning() {
        return Trace.beginning(IdGenerator.random().generateTraceId());
    }

    /** Whoever began the trace and does not keep it wants no part of it either. */
    @Override
    public void accept(Finished ask) {
        Trace trace = ask.from().trace();
        if (trace.begins() || trace.sampled()) {
            lane.offer(ask);
        }
    }

    private void send(List<Finished> asks) {
        List<SpanData> made = spans.of(asks);
        if (made.isEmpty()) {
            return;
        }
        boolean arrived =
                exporter.export(made).join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).isSuccess();
        (arrived ? sent : failed).add(made.size());
        if (!arrived) {
            warn();
        }
    }

    private void warn() {
        Instant now = Instant.now();
        if (now.minus(QUIET).isAfter(told)) {
            told = now;
            LOG.warn("the collector of traces does not take spans; they are dropped meanwhile");
        }
    }

    /** How many spans a collector has taken. */
    public long sent() {
        return sent.sum();
    }

    /** How many spans no collector has taken. */
    public long failed() {
        return failed.sum();
    }

    /** Of how many asks there are no spans, because too many waited. */
    public long dropped() {
        return lane.dropped();
    }

    /** Sends what waits, if that is soon done. */
    @Override
    public void close() {
        lane.await(FAREWELL);
        lane.close();
        exporter.shutdown();
    }
}
