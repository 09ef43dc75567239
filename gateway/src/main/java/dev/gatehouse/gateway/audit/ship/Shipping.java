package dev.gatehouse.gateway.audit.ship;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What is shipped, and how.
 *
 * @param name of the shipper, which is in the names of its files and in the log
 * @param trail the file that records are written to
 * @param begin where a shipper begins that has no cursor yet
 * @param chance by which attempts of several shippers are apart
 */
public record Shipping(
        String name,
        Path trail,
        Begin begin,
        Limits limits,
        Timing timing,
        InstantSource clock,
        RandomGenerator chance) {

    /** Where a shipper begins. */
    public enum Begin {
        /** With the oldest record that is there. */
        START,
        /** Behind the last record that is there. */
        NOW
    }
}
