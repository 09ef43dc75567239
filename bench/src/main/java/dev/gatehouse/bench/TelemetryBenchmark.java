package dev.gatehouse.bench;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.ask.Step;
import dev.gatehouse.core.ask.Trace;
import dev.gatehouse.core.audit.AuditRecord;
import dev.gatehouse.core.result.Truncation;
import dev.gatehouse.gateway.telemetry.KnownNames;
import dev.gatehouse.gateway.telemetry.Watched;
import dev.gatehouse.gateway.telemetry.log.QueryLog;
import dev.gatehouse.gateway.telemetry.metrics.Metrics;
import dev.gatehouse.gateway.telemetry.traces.Collector;
import dev.gatehouse.gateway.telemetry.traces.Tracing;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs an ask that it is logged, counted and traced, with a trail that is kept nowhere.
 * The log goes nowhere, too, and the traces to where nobody listens: both is the work of other
 * threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TelemetryBenchmark {

    /** What is wanted. */
    public enum Wanted {
        NOTHING,
        LOG,
        METRICS,
        TRACES,
        ALL;

        boolean has(Wanted one) {
            return this == one || this == ALL;
        }
    }

    @Param public Wanted wanted = Wanted.NOTHING;

    private final AuditRecord answered =
            new AuditRecord(
                    Instant.now(),
                    Duration.ofMillis(1),
                    new Caller("local:ann", List.of("reader"), Map.of(), Confines.ALL),
                    new Ask.Query(new Origin("bench", "query", "", ""), "shop", "SELECT 1", 100),
                    "shop",
                    "3a1c9f82a2d1",
                    List.of("sales.orders"),
                    List.of(),
                    new AuditRecord.Outcome.Answered(42, 1234, Truncation.NONE),
                    Map.of(
                            Step.WAITING, Duration.ofNanos(10_000),
                            Step.CHECKING, Duration.ofNanos(50_000),
                            Step.RUNNING, Duration.ofNanos(400_000)),
                    Trace.beginning("0af7651916cd43dd8448eb211c80319c"));

    private final Watched watched =
            new Watched(
                    _ -> {},
                    new KnownNames(Set.of("query"), Set.of("shop")),
                    fault -> {
                        throw new IllegalStateException(fault);
                    });

    @Setup
    public void begin() {
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        if (wanted.has(Wanted.LOG)) {
            watched.tell(new QueryLog());
        }
        if (wanted.has(Wanted.METRICS)) {
            watched.tell(new Metrics("bench"));
        }
        if (wanted.has(Wanted.TRACES)) {
            URI nowhere = URI.create("http://127.0.0.1:1/v1/traces");
            watched.tell(new Tracing(new Collector(nowhere, Map::of, 1), "bench"));
        }
    }

    @Benchmark
    public AuditRecord finished() {
        watched.append(answered);
        return answered;
    }
}
