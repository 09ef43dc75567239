package dev.gatehouse.gateway.audit.ship;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between attempts: each about twice the one before, up to a longest. For one thread. */
final class Backoff {

    /** More doublings than any two durations are apart. */
    private static final int MOST_DOUBLINGS = 30;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator chance;
    private int failures;

    Backoff(Duration first, Duration longest, RandomGenerator chance) {
        this.first = first;
        this.longest = longest;
        this.chance = chance;
    }

    /** The pause after a further failure; by chance up to half of it shorter. */
    Duration next() {
        long grown = first.toMillis() << Math.min(failures, MOST_DOUBLINGS);
        long most = grown <= 0 ? longest.toMillis() : Math.min(grown, longest.toMillis());
        failures = Math.min(failures + 1, MOST_DOUBLINGS);
        return Duration.ofMillis(most - chance.nextLong(most / 2 + 1));
    }

    /** After a success. */
    void reset() {
        failures = 0;
    }
}
