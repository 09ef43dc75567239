/** The program's log: lines on standard error that nobody has to wait for. */
@NullMarked
package dev.gatehouse.gateway.telemetry.log;

import org.jspecify.annotations.NullMarked;
