package dev.gatehouse.engines.postgres;

import org.postgresql.core.BaseConnection;

/**
 * A connection as the driver has it, and what is at hand for statements on it.
 *
 * @param repeats what was asked on it before
 * @param watch what stops a statement on it whose time is up
 */
record Wire(BaseConnection connection, Repeats repeats, Watch watch) {}
