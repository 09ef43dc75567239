/**
 * What operators see of the asks while they run: log lines, metrics and traces are made of one
 * {@link dev.gatehouse.gateway.telemetry.Finished} each, after the record is on the trail.
 */
@NullMarked
package dev.gatehouse.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
