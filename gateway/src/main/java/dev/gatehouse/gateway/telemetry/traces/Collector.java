package dev.gatehouse.gateway.telemetry.traces;

import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where spans go.
 *
 * @param endpoint takes OTLP over HTTP (protobuf); the whole address, as a rule with {@code
 *     /v1/traces}
 * @param headers sent along, read anew each time: they may hold a secret
 * @param share of the traces that begin here; of others, whoever began them has decided
 */
public record Collector(URI endpoint, Supplier<Map<String, String>> headers, double share) {}
