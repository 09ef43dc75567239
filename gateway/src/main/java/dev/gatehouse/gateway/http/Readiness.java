package dev.gatehouse.gateway.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Which databases can be reached. However many ask, the databases are asked once a second at most.
 */
public final class Readiness {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Supplier<Map<String, Boolean>> probe;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant asked = Instant.MIN;
    private Map<String, Boolean> found = Map.of();

    /**
     * @param probe asks every database, by name; may block
     */
    public Readiness(Supplier<Map<String, Boolean>> probe, InstantSource clock) {
        this.probe = probe;
        this.clock = clock;
    }

    /** Whether each database can be reached, by name, in the order of the names. */
    Map<String, Boolean> databases() {
        lock.lock();
        try {
            if (clock.instant().minus(FRESH).isAfter(asked)) {
                found = new TreeMap<>(probe.get());
                asked = clock.instant();
            }
            return found;
        } finally {
            lock.unlock();
        }
    }
}
