package dev.gatehouse.gateway.admission;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Pace;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * How many statements each caller has run on each database lately: token buckets, which are full
 * after a minute or an hour in which nothing was asked. What is left of an hour is kept in the
 * store, and known again after a restart. Thread-safe.
 */
public final class Quotas implements AutoCloseable {

    /** Whoever has not asked for longest is forgotten first, and by then mostly full again. */
    private static final int MOST_BUCKETS = 20_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long SAVED_AFTER_MILLIS = 1000;

    private final InstantSource clock;
    private final Optional<HourCounts> store;
    private final Map<Key, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Bucket> changed = new LinkedHashMap<>();
    private final AtomicBoolean saving = new AtomicBoolean();

    private final Map<Exhausted, LongAdder> refusals = new ConcurrentHashMap<>();

    /**
     * A quota that was used up.
     *
     * @param period {@code minute} or {@code hour}
     */
    public record Exhausted(String database, String period) {}

    private record Key(String caller, String database, Duration period, int most) {

        /** By what it is found again. */
        String subject() {
            return caller + "\n" + database;
        }
    }

    /**
     * @param store where what is left of an hour outlives the program; empty: it does not
     */
    public Quotas(InstantSource clock, Optional<HourCounts> store) {
        this.clock = clock;
        this.store = store;
    }

    /** Quotas that begin anew with each start. */
    static Quotas forgetful(InstantSource clock) {
        return new Quotas(clock, Optional.empty());
    }

    /**
     * Counts a statement.
     *
     * @throws Refused when there are none left; it says for how long
     */
    void take(Caller caller, String database, Pace pace) {
        take(new Key(caller.id(), database, MINUTE, pace.perMinute()), "minute");
        take(new Key(caller.id(), database, HOUR, pace.perHour()), "hour");
    }

    private void take(Key key, String period) {
        if (key.most() == Integer.MAX_VALUE) {
            return;
        }
        Bucket bucket = bucket(key);
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            refusals.computeIfAbsent(new Exhausted(key.database(), period), _ -> new LongAdder())
                    .increment();
            throw refused(key, period, Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
        if (key.period().equals(HOUR)) {
            keep(key, bucket);
        }
    }

    /** How many statements were refused, by what was used up. */
    public Map<Exhausted, Long> refusals() {
        return refusals.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().sum()));
    }

    private static Refused refused(Key key, String period, Duration wait) {
        long seconds = Math.max(1, Math.ceilDiv(wait.toMillis(), 1000));
        return new Refused(
                Code.QUOTA_EXCEEDED,
                "This caller may run " + key.most() + " statements in a " + period + " here",
                "Try again in "
                        + seconds
                        + " s. The limit is max_queries_per_"
                        + period
                        + ", of the database, or of the caller's role or policy");
    }

    private Bucket bucket(Key key) {
        synchronized (buckets) {
            Bucket known = buckets.get(key);
            if (known != null) {
                return known;
            }
        }
        // Not under the lock: the store may take its time.
        Bucket fresh = fresh(key);
        synchronized (buckets) {
            Bucket other = buckets.putIfAbsent(key, fresh);
            if (buckets.size() > MOST_BUCKETS) {
                var eldest = buckets.entrySet().iterator();
                eldest.next();
                eldest.remove();
            }
            return other != null ? other : fresh;
        }
    }

    private Bucket fresh(Key key) {
        long left = key.period().equals(HOUR) ? left(key) : key.most();
        return Bucket.builder()
                .addLimit(
                        limit ->
                                limit.capacity(key.most())
                                        .refillGreedy(key.most(), key.period())
                                        .initialTokens(left))
                .withCustomTimePrecision(new Meter(clock))
                .build();
    }

    /** What was left, and what has come since. */
    private long left(Key key) {
        return store.flatMap(it -> it.find(key.subject()))
                .map(
                        saved -> {
                            double elapsed =
                                    Duration.between(saved.at(), clock.instant()).toMillis();
                            double come = key.most() * Math.max(0, elapsed) / HOUR.toMillis();
                            return (long) Math.min(key.most(), saved.left() + come);
                        })
                .orElse((long) key.most());
    }

    private void keep(Key key, Bucket bucket) {
        if (store.isEmpty()) {
            return;
        }
        synchronized (changed) {
            changed.put(key, bucket);
        }
        if (saving.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(
                            SAVED_AFTER_MILLIS, TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                    .execute(this::save);
        }
    }

    private void save() {
        saving.set(false);
        Map<Key, Bucket> now;
        synchronized (changed) {
            now = Map.copyOf(changed);
            changed.clear();
        }
        Instant at = clock.instant();
        Map<String, HourCounts.Left> left = new LinkedHashMap<>();
        now.forEach(
                (key, bucket) ->
                        left.put(
                                key.subject(),
                                new HourCounts.Left(bucket.getAvailableTokens(), at)));
        store.ifPresent(it -> it.save(left));
    }

    /** Keeps what is left. */
    @Override
    public void close() {
        save();
    }
}
