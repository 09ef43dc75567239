package dev.gatehouse.gateway.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * All quotas, in memory. What is left of an hour is written to the store a second after it has
 * changed, and known again after a restart. Thread-safe.
 */
final class Counters implements AutoCloseable {

    /** Whoever has not asked for longest is forgotten first, and by then mostly full again. */
    private static final int MOST = 20_000;

    private static final long SAVED_AFTER_MILLIS = 1000;

    private final InstantSource clock;
    private final Meter meter;
    private final Optional<HourCounts> store;
    private final SequencedMap<Quota.Key, Quota> known = new LinkedHashMap<>(16, 0.75f, true);
    private final SequencedMap<Quota.Key, Quota> unsaved = new LinkedHashMap<>();
    private final Object writing = new Object();
    private boolean scheduled;
    private boolean closed;

    Counters(InstantSource clock, Optional<HourCounts> store) {
        this.clock = clock;
        this.meter = new Meter(clock);
        this.store = store;
    }

    /**
     * The quota of a subject.
     *
     * @param most how many there are in a period, if it is not known yet
     */
    Quota of(Quota.Key key, int most) {
        Optional<Quota> found = find(key);
        if (found.isPresent()) {
            return found.get();
        }
        // Not under the lock: the store may take its time.
        Quota fresh = new Quota(key, most, left(key, most), meter);
        return findOr(fresh);
    }

    private synchronized Optional<Quota> find(Quota.Key key) {
        return Optional.ofNullable(known.get(key))
                .or(() -> Optional.ofNullable(unsaved.get(key)).map(this::remembered));
    }

    private synchronized Quota remembered(Quota quota) {
        known.put(quota.key(), quota);
        dropEldest(known);
        return quota;
    }

    /** Another thread may have been first. */
    private synchronized Quota findOr(Quota fresh) {
        return find(fresh.key()).orElseGet(() -> remembered(fresh));
    }

    private static void dropEldest(SequencedMap<Quota.Key, Quota> map) {
        while (map.size() > MOST) {
            map.pollFirstEntry();
        }
    }

    private long left(Quota.Key key, int most) {
        return switch (key.period()) {
            case MINUTE -> most;
            case HOUR ->
                    store.flatMap(it -> it.find(key.subject().key()))
                            .map(saved -> left(saved, most))
                            .orElse((long) most);
        };
    }

    /** What was left, and what has come since. */
    private long left(HourCounts.Left saved, int most) {
        double elapsed = Duration.between(saved.at(), clock.instant()).toMillis();
        double come = most * Math.max(0, elapsed) / Period.HOUR.length().toMillis();
        return (long) Math.clamp(saved.left() + come, 0, most);
    }

    /** Something was taken from a quota. */
    synchronized void changed(Quota quota) {
        if (quota.key().period() == Period.HOUR && store.isPresent()) {
            unsaved.put(quota.key(), quota);
            dropEldest(unsaved);
            schedule();
        }
    }

    private synchronized void schedule() {
        if (!scheduled && !closed && !unsaved.isEmpty()) {
            scheduled = true;
            CompletableFuture.delayedExecutor(
                            SAVED_AFTER_MILLIS, TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                    .execute(this::saveAndGoOn);
        }
    }

    private void saveAndGoOn() {
        save();
        synchronized (this) {
            scheduled = false;
        }
        schedule();
    }

    /** Writes what has changed; one at a time, so that nothing newer is written over. */
    void save() {
        synchronized (writing) {
            Map<Quota.Key, Quota> now = takeUnsaved();
            if (store.isPresent() && !now.isEmpty() && !store.get().save(left(now))) {
                putBack(now);
            }
        }
    }

    private synchronized Map<Quota.Key, Quota> takeUnsaved() {
        Map<Quota.Key, Quota> now = new LinkedHashMap<>(unsaved);
        unsaved.clear();
        return now;
    }

    private synchronized void putBack(Map<Quota.Key, Quota> unwritten) {
        unwritten.forEach(unsaved::putIfAbsent);
        dropEldest(unsaved);
    }

    private SortedMap<String, HourCounts.Left> left(Map<Quota.Key, Quota> quotas) {
        Instant at = clock.instant();
        SortedMap<String, HourCounts.Left> left = new TreeMap<>();
        quotas.forEach(
                (key, quota) ->
                        left.put(key.subject().key(), new HourCounts.Left(quota.left(), at)));
        return left;
    }

    /** Writes what is left a last time. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        save();
    }
}
