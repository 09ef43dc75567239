package dev.gatehouse.gateway.admission;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often somebody may fail to prove who they are, by where they come from: a bucket of so many,
 * full again after a minute. Thread-safe.
 */
public final class Attempts {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final Meter meter;
    private final Map<String, Bucket> buckets = new Buckets();

    /** Whoever failed longest ago is forgotten first, and by then mostly free again. */
    private static final class Buckets extends LinkedHashMap<String, Bucket> {

        private static final long serialVersionUID = 1;
        private static final int MOST = 20_000;

        Buckets() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST;
        }
    }

    public Attempts(int perMinute, InstantSource clock) {
        this.perMinute = perMinute;
        this.meter = new Meter(clock);
    }

    /** How long it is until somebody from there may try again; nothing, if at once. */
    public Duration pause(String source) {
        synchronized (buckets) {
            Bucket bucket = buckets.get(source);
            return bucket == null
                    ? Duration.ZERO
                    : Duration.ofNanos(
                            bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
        }
    }

    /**
     * Somebody from there has failed. Those that were looked at at the same time can be more than
     * there were left: they are owed, so that nobody gains by trying many at once.
     */
    public void failed(String source) {
        synchronized (buckets) {
            long _ = buckets.computeIfAbsent(source, _ -> fresh()).consumeIgnoringRateLimits(1);
        }
    }

    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
                .withCustomTimePrecision(meter)
                .build();
    }
}
