package dev.gatehouse.app;

import dev.gatehouse.engines.postgres.PoolUse;
import dev.gatehouse.gateway.admission.Crowd;
import dev.gatehouse.gateway.audit.Standing;
import dev.gatehouse.gateway.audit.ship.Behind;
import dev.gatehouse.gateway.audit.ship.Shipper;
import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.telemetry.metrics.Metrics;
import dev.gatehouse.gateway.telemetry.traces.Tracing;
import dev.gatehouse.mcp.http.HttpLoad;
import dev.gatehouse.mcp.http.StreamableHttp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The metrics that are not counted but looked up when somebody reads them, in the parts that know.
 * None of them asks a database.
 */
final class Readings {

    private static final String DATABASE = "database";
    private static final String RECEIVER = "receiver";
    private static final double MILLIS = 1000;

    private Readings() {}

    /** Those of everything behind the protocol. */
    static void of(Gate gate, Telemetry telemetry, Metrics metrics) {
        ofPools(gate, metrics);
        ofAdmission(gate, metrics);
        ofAudit(gate, metrics);
        ofShipping(gate, metrics);
        ofPolicies(gate, metrics);
        metrics.counter("gatehouse_faults_total", "Faults of Gatehouse.", telemetry::faultCount);
        metrics.counter(
                "gatehouse_log_lines_dropped_total",
                "Lines of the log that nobody took in time.",
                telemetry::droppedLines);
        telemetry.tracing().ifPresent(tracing -> ofTraces(tracing, metrics));
    }

    private static void ofPools(Gate gate, Metrics metrics) {
        Supplier<Map<String, PoolUse>> pools = gate.engines()::use;
        metrics.gauge(
                "gatehouse_pool_connections_open",
                "Connections to the database that are open.",
                DATABASE,
                each(pools, PoolUse::open));
        metrics.gauge(
                "gatehouse_pool_connections_used",
                "Connections that are in use, or kept for results that are read on.",
                DATABASE,
                each(pools, PoolUse::used));
        metrics.gauge(
                "gatehouse_pool_waiting",
                "Asks that wait for a connection.",
                DATABASE,
                each(pools, PoolUse::waiting));
        metrics.gauge(
                "gatehouse_pool_connections_max",
                "The most connections that there may be.",
                DATABASE,
                each(pools, PoolUse::max));
    }

    private static void ofAdmission(Gate gate, Metrics metrics) {
        Supplier<Map<String, Crowd>> crowds = gate::crowds;
        metrics.gauge(
                "gatehouse_asks_running",
                "Asks that are admitted just now.",
                DATABASE,
                each(crowds, Crowd::running));
        metrics.gauge(
                "gatehouse_asks_waiting",
                "Asks that wait for their turn.",
                DATABASE,
                each(crowds, Crowd::waiting));
        metrics.counter(
                "gatehouse_quota_refusals_total",
                "Statements that were refused because a quota was used up.",
                DATABASE,
                "period",
                told ->
                        gate.quotaRefusals()
                                .forEach(
                                        (of, count) ->
                                                told.accept(
                                                        Map.entry(of.database(), of.period()),
                                                        count.doubleValue())));
    }

    private static void ofAudit(Gate gate, Metrics metrics) {
        if (gate.auditStanding().isEmpty()) {
            return;
        }
        Supplier<Standing> standing = () -> gate.auditStanding().orElseThrow();
        metrics.gauge(
                "gatehouse_audit_unsigned_records",
                "Records of the trail that no checkpoint covers yet, as this process knows it.",
                () -> standing.get().unsigned());
        metrics.gauge(
                "gatehouse_audit_last_checkpoint_timestamp_seconds",
                "When this process signed a checkpoint last; 0 before the first.",
                () -> standing.get().at().map(Instant::getEpochSecond).orElse(0L));
    }

    /** None for a receiver that another process ships to. */
    private static void ofShipping(Gate gate, Metrics metrics) {
        Supplier<Map<String, Behind>> behind =
                () -> {
                    Map<String, Behind> known = new HashMap<>();
                    gate.shippers()
                            .forEach(
                                    it ->
                                            it.behind()
                                                    .ifPresent(told -> known.put(it.name(), told)));
                    return known;
                };
        metrics.gauge(
                "gatehouse_audit_ship_behind_records",
                "Records that a receiver is not known to have taken.",
                RECEIVER,
                each(behind, Behind::records));
        metrics.gauge(
                "gatehouse_audit_ship_behind_seconds",
                "How old the oldest of them is.",
                RECEIVER,
                each(behind, it -> it.age().toMillis() / MILLIS));
        metrics.counter(
                "gatehouse_audit_ship_set_aside_total",
                "Records that a receiver refused, or threw away.",
                RECEIVER,
                each(
                        () ->
                                gate.shippers().stream()
                                        .collect(Collectors.toMap(Shipper::name, it -> it)),
                        Shipper::setAside));
    }

    private static void ofPolicies(Gate gate, Metrics metrics) {
        metrics.counter(
                "gatehouse_policy_reloads_total",
                "How often the settings file was read again, by what came of it.",
                "result",
                () ->
                        Map.of(
                                "taken", (double) gate.reloads().taken(),
                                "refused", (double) gate.reloads().refused()));
    }

    private static void ofTraces(Tracing tracing, Metrics metrics) {
        metrics.counter(
                "gatehouse_spans_sent_total", "Spans that a collector has taken.", tracing::sent);
        metrics.counter(
                "gatehouse_spans_failed_total",
                "Spans that the collector did not take.",
                tracing::failed);
        metrics.counter(
                "gatehouse_traced_asks_dropped_total",
                "Asks without spans, because too many waited.",
                tracing::dropped);
    }

    /** Those of the protocol over HTTP. */
    static void of(HttpServer server, StreamableHttp endpoint, Metrics metrics) {
        metrics.counter(
                "gatehouse_http_requests_total",
                "HTTP requests that are answered, by the class of the status.",
                "status",
                each(() -> server.traffic().answered(), Long::doubleValue));
        metrics.gauge(
                "gatehouse_http_requests_active",
                "HTTP requests that are being answered, streams too.",
                () -> server.traffic().active());
        Supplier<HttpLoad> load = endpoint::load;
        metrics.gauge(
                "gatehouse_mcp_sessions", "Sessions that are open.", of(load, HttpLoad::sessions));
        metrics.gauge(
                "gatehouse_mcp_requests_active",
                "Requests of MCP that are being answered.",
                of(load, HttpLoad::requests));
        metrics.gauge(
                "gatehouse_mcp_subscriptions",
                "Subscriptions that are open.",
                of(load, HttpLoad::streams));
    }

    private static <T> Supplier<Integer> of(Supplier<T> whole, Function<T, Integer> part) {
        return () -> part.apply(whole.get());
    }

    private static <T> Supplier<Map<String, Double>> each(
            Supplier<Map<String, T>> all, ToDoubleFunction<T> part) {
        return () ->
                all.get().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        it -> part.applyAsDouble(it.getValue())));
    }
}
