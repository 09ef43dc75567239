package dev.gatehouse.gateway.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the signing of a trail has come, as this process knows it.
 *
 * @param last the number of the last record that this process wrote; 0 before the first
 * @param signed up to which record there is a checkpoint; 0 while that is not known
 * @param at when this process signed last
 */
public record Standing(long last, long signed, Optional<Instant> at) {

    /** How many records are not signed yet. */
    public long unsigned() {
        return Math.max(0, last - signed);
    }
}
