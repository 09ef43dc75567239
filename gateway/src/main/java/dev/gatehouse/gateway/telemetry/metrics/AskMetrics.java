package dev.gatehouse.gateway.telemetry.metrics;

import dev.gatehouse.core.ask.Step;
import dev.gatehouse.core.audit.AuditRecord;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.result.Truncation;
import dev.gatehouse.gateway.telemetry.Finished;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is counted of each ask. There are as many series as there are tools, databases and codes,
 * whatever clients send.
 */
final class AskMetrics {

    private static final double NANOS = 1e9;

    private static final double[] ASK_SECONDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };

    private static final double[] STEP_SECONDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30
    };

    private final Counter asks;
    private final Counter refusals;
    private final Histogram durations;
    private final Counter rows;
    private final Counter bytes;
    private final DistributionDataPoint admitting;
    private final DistributionDataPoint checking;
    private final DistributionDataPoint running;
    private final DistributionDataPoint recording;
    private final Counter cuts;

    /** To find a series by its labels takes longer than to add to it. */
    private final Map<Place, Series> series = new ConcurrentHashMap<>();

    private record Place(String tool, String database) {}

    /** The series of a tool on a database, except for those of refusals, which are fewer. */
    private record Series(
            CounterDataPoint answered,
            CounterDataPoint refused,
            DistributionDataPoint duration,
            CounterDataPoint rows,
            CounterDataPoint bytes) {}

    AskMetrics(PrometheusRegistry registry) {
        this.asks =
                counter(
                        registry,
                        "gatehouse_asks_total",
                        "Asks that are over, by tool, database and outcome.",
                        "tool",
                        "database",
                        "outcome");
        this.refusals =
                counter(
                        registry,
                        "gatehouse_refusals_total",
                        "Asks without an answer, by the code of the refusal.",
                        "code",
                        "database");
        this.durations =
                histogram(
                        registry,
                        "gatehouse_ask_duration_seconds",
                        "From the arrival of an ask until its answer could go out.",
                        "tool",
                        ASK_SECONDS);
        this.rows =
                counter(
                        registry,
                        "gatehouse_rows_total",
                        "Rows, tables and names in answers.",
                        "database");
        this.bytes =
                counter(
                        registry,
                        "gatehouse_answer_bytes_total",
                        "Bytes of the values in answers.",
                        "database");
        Histogram steps =
                histogram(
                        registry,
                        "gatehouse_step_duration_seconds",
                        "How long each step of an ask took: admit (waiting for its turn), check,"
                                + " run (in the database), record (on the audit trail).",
                        "step",
                        STEP_SECONDS);
        this.admitting = steps.labelValues("admit");
        this.checking = steps.labelValues("check");
        this.running = steps.labelValues("run");
        this.recording = steps.labelValues("record");
        this.cuts =
                counter(
                        registry,
                        "gatehouse_truncated_answers_total",
                        "Answers that were cut, by the limit that cut them.",
                        "limit");
    }

    private DistributionDataPoint of(Step step) {
        return switch (step) {
            case WAITING -> admitting;
            case CHECKING -> checking;
            case RUNNING -> running;
        };
    }

    private static Counter counter(
            PrometheusRegistry registry, String name, String help, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    private static Histogram histogram(
            PrometheusRegistry registry, String name, String help, String label, double[] bounds) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .classicOnly()
                .classicUpperBounds(bounds)
                .withoutExemplars()
                .register(registry);
    }

    void accept(Finished ask) {
        Series place = series(ask);
        place.duration().observe(seconds(ask.total()));
        recording.observe(seconds(ask.recording()));
        ask.steps().forEach((step, time) -> of(step).observe(seconds(time)));
        switch (ask.outcome()) {
            case AuditRecord.Outcome.Answered answered -> {
                place.answered().inc();
                place.rows().inc(answered.rows());
                place.bytes().inc(answered.bytes());
                if (answered.truncation() != Truncation.NONE) {
                    cuts.labelValues(answered.truncation().name().toLowerCase(Locale.ROOT)).inc();
                }
            }
            case AuditRecord.Outcome.Ended(Code code) -> {
                place.refused().inc(ask.times());
                refusals.labelValues(code.name(), ask.database()).inc(ask.times());
            }
        }
    }

    private Series series(Finished ask) {
        Place place = new Place(ask.tool(), ask.database());
        Series known = series.get(place);
        return known != null ? known : series.computeIfAbsent(place, this::made);
    }

    private Series made(Place place) {
        return new Series(
                asks.labelValues(place.tool(), place.database(), "answered"),
                asks.labelValues(place.tool(), place.database(), "refused"),
                durations.labelValues(place.tool()),
                rows.labelValues(place.database()),
                bytes.labelValues(place.database()));
    }

    /** The clock of the trail may be put back. */
    private static double seconds(Duration time) {
        return Math.max(0, time.toNanos()) / NANOS;
    }
}
