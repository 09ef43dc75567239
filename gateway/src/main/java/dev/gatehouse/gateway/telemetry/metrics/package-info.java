/** Metrics as Prometheus reads them. Loaded only where they are wanted. */
@NullMarked
package dev.gatehouse.gateway.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
