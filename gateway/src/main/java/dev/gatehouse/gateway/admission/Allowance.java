package dev.gatehouse.gateway.admission;

import dev.gatehouse.core.ask.Rate;
import java.util.SequencedMap;

/**
 * The quotas on one database that a statement counts against.
 *
 * @param caller of its caller alone
 * @param roles of all who have one of its caller's roles, by the name of the role; one that has
 *     room is enough
 * @param database of all callers
 */
record Allowance(Rate caller, SequencedMap<String, Rate> roles, Rate database) {}
