package dev.gatehouse.gateway.audit;

import java.time.LocalDate;

/**
 * When a file of the trail is full, and the next one begins.
 *
 * @param daily whether each day (UTC) has files of its own
 * @param bytes how many bytes make a file full
 */
public record Rotation(boolean daily, long bytes) {

    /** Files are never full. */
    public static final Rotation NEVER = new Rotation(false, Long.MAX_VALUE);

    /**
     * Whether a file is full.
     *
     * @param begun the day of its first record
     * @param size its bytes
     */
    boolean isDue(LocalDate begun, long size, LocalDate today) {
        return size >= bytes || (daily && begun.isBefore(today));
    }
}
