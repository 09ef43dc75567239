/** Traces of OpenTelemetry. Loaded only where they are wanted. */
@NullMarked
package dev.gatehouse.gateway.telemetry.traces;

import org.jspecify.annotations.NullMarked;
