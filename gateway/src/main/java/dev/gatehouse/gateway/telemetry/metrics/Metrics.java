package dev.gatehouse.gateway.telemetry.metrics;

import dev.gatehouse.gateway.telemetry.Finished;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All metrics of this process, as text of Prometheus or OpenMetrics. What happens with each ask is
 * counted as it happens; all else is asked for when somebody reads. Thread-safe.
 */
public final class Metrics implements Consumer<Finished> {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final AskMetrics asks = new AskMetrics(registry);

    /**
     * What somebody reads.
     *
     * @param type its media type
     */
    public record Page(String type, String text) {}

    /**
     * @param version of this build
     */
    public Metrics(String version) {
        Info.builder()
                .name("gatehouse_build")
                .help("What is running.")
                .labelNames("version")
                .register(registry)
                .setLabelValues(version);
        ofTheMachine();
    }

    /** Under the names that every dashboard for the JVM knows. */
    private void ofTheMachine() {
        ProcessMetrics.builder().register(registry);
        JvmRuntimeInfoMetric.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
    }

    @Override
    public void accept(Finished ask) {
        asks.accept(ask);
    }

    /** A value that goes up and down. */
    public void gauge(String name, String help, Supplier<? extends Number> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(told -> told.call(value.get().doubleValue()))
                .register(registry);
    }

    /** Such a value for each of a few; {@code label} says of what. */
    public void gauge(
            String name, String help, String label, Supplier<Map<String, Double>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(told -> values.get().forEach((of, value) -> told.call(value, of)))
                .register(registry);
    }

    /** A value that only goes up. */
    public void counter(String name, String help, Supplier<? extends Number> value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(told -> told.call(value.get().doubleValue()))
                .register(registry);
    }

    /** Such a value for each of a few. */
    public void counter(
            String name, String help, String label, Supplier<Map<String, Double>> values) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(told -> values.get().forEach((of, value) -> told.call(value, of)))
                .register(registry);
    }

    /**
     * Such a value for each pair of two.
     *
     * @param values tells each value with what stands for both labels
     */
    public void counter(
            String name,
            String help,
            String label,
            String other,
            Consumer<BiConsumer<Map.Entry<String, String>, Double>> values) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label, other)
                .callback(
                        told ->
                                values.accept(
                                        (of, value) ->
                                                told.call(value, of.getKey(), of.getValue())))
                .register(registry);
    }

    /**
     * All of them.
     *
     * @param accept which form is wanted, the value of an Accept header; empty for any
     */
    public Page page(String accept) {
        ExpositionFormatWriter writer = formats.findWriter(accept);
        ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 15);
        try {
            writer.write(text, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return new Page(writer.getContentType(), text.toString(StandardCharsets.UTF_8));
    }
}
