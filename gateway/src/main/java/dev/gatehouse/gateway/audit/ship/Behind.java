package dev.gatehouse.gateway.audit.ship;

import java.time.Duration;

/**
 * How far a receiver is behind its trail.
 *
 * @param records how many it is not known to have taken
 * @param age of the oldest of them; zero when none is known
 */
public record Behind(long records, Duration age) {}
