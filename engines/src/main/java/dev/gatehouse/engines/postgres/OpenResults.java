package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.engine.SessionContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The results that are held open for somebody who may read on: few, not for long, and given up as
 * soon as a connection is wanted. Thread-safe.
 */
final class OpenResults {

    /** An open transaction keeps its tables from being altered, and rows from being vacuumed. */
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private final int most;
    private final Duration idle;
    private final BooleanSupplier shortage;
    private final LinkedHashMap<Long, HeldResult> parked = new LinkedHashMap<>();
    private long last;
    private boolean closed;

    /**
     * @param shortage whether somebody waits for a connection just now
     */
    OpenResults(Bounds bounds, BooleanSupplier shortage) {
        this.most = bounds.openResults();
        this.idle = bounds.openTime();
        this.shortage = shortage;
    }

    /** Whether any result may be held open. */
    boolean areAllowed() {
        return most > 0;
    }

    /** How long the next reading may take to come. */
    Duration idle() {
        return idle;
    }

    /**
     * Keeps a result for whoever reads on. The one that has waited longest makes room.
     *
     * @return its number; 0 when it is not kept
     */
    long park(HeldResult result) {
        if (!areAllowed() || result.age().compareTo(OLDEST) > 0) {
            return 0;
        }
        long number;
        synchronized (parked) {
            if (closed) {
                return 0;
            }
            if (parked.size() >= most) {
                giveUpOldest();
            }
            number = ++last;
            parked.put(number, result);
        }
        CompletableFuture.delayedExecutor(
                        idle.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(() -> expire(number));
        if (shortage.getAsBoolean()) {
            giveUpOldest();
        }
        return number;
    }

    /** The result of that number, which is nobody else's then. One of another decision is ended. */
    Optional<HeldResult> take(long number, String sql, SessionContext told) {
        Optional<HeldResult> result = remove(number);
        Optional<HeldResult> same = result.filter(it -> it.isOf(sql, told));
        if (same.isEmpty()) {
            result.ifPresent(OpenResults::end);
        }
        return same;
    }

    private Optional<HeldResult> remove(long number) {
        synchronized (parked) {
            return Optional.ofNullable(parked.remove(number));
        }
    }

    private void expire(long number) {
        remove(number).ifPresent(HeldResult::close);
    }

    /** Makes a connection free, if any is held by a result. */
    void giveUpOldest() {
        synchronized (parked) {
            var oldest = parked.pollFirstEntry();
            if (oldest != null) {
                end(oldest.getValue());
            }
        }
    }

    /** Ends every one, and keeps no more. */
    void close() {
        List<HeldResult> all;
        synchronized (parked) {
            closed = true;
            all = new ArrayList<>(parked.values());
            parked.clear();
        }
        all.forEach(HeldResult::close);
    }

    /** Nobody waits for the database to hear of it. */
    private static void end(HeldResult result) {
        Thread.ofVirtual().name("result-end").start(result::close);
    }
}
