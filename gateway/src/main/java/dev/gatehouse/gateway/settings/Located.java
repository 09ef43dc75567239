package dev.gatehouse.gateway.settings;

/**
 * A value that knows where it is written.
 *
 * @param spot where, and where the parts of its text are
 */
record Located<T>(T value, Spot spot) {}
