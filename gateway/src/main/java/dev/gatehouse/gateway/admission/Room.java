package dev.gatehouse.gateway.admission;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Places for asks that run at the same time, and a queue before them, in order of arrival. */
final class Room {

    private final Capacity capacity;
    private final Semaphore doors;
    private final Semaphore places;
    private final Map<String, Integer> byCaller = new ConcurrentHashMap<>();

    Room(Capacity capacity) {
        this.capacity = capacity;
        this.doors = new Semaphore(capacity.running() + capacity.waiting());
        this.places = new Semaphore(capacity.running(), true);
    }

    /**
     * Takes a place for a caller.
     *
     * @param most the most asks of this caller that run or wait; they are counted only where this
     *     is a limit
     * @return gives it back; only the first run does anything
     * @throws Refused when there are too many of this caller, the queue is full, or the wait was
     *     too long
     */
    Runnable enter(String caller, int most) {
        if (most == Integer.MAX_VALUE) {
            return enter();
        }
        if (byCaller.merge(caller, 1, Integer::sum) > most) {
            leave(caller);
            throw new Refused(
                    Code.BUSY,
                    "This caller has " + most + " asks at work on the database already",
                    "Wait for one of them to end. The limit is max_concurrent, of the database or of"
                            + " the caller's role");
        }
        try {
            Runnable release = enter();
            var left = new AtomicBoolean();
            return () -> {
                release.run();
                if (left.compareAndSet(false, true)) {
                    leave(caller);
                }
            };
        } catch (Refused refused) {
            leave(caller);
            throw refused;
        }
    }

    /** How many are inside, and how many wait. */
    Crowd crowd() {
        return new Crowd(capacity.running() - places.availablePermits(), places.getQueueLength());
    }

    private void leave(String caller) {
        byCaller.computeIfPresent(caller, (_, asks) -> asks == 1 ? null : asks - 1);
    }

    private Runnable enter() {
        if (!doors.tryAcquire()) {
            throw busy(capacity.running() + " asks run and " + capacity.waiting() + " wait");
        }
        boolean entered = false;
        try {
            entered = waitForPlace();
        } finally {
            if (!entered) {
                doors.release();
            }
        }
        var left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                places.release();
                doors.release();
            }
        };
    }

    private boolean waitForPlace() {
        try {
            if (places.tryAcquire(capacity.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                return true;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Refused(Code.CANCELLED, "The ask was called off while it waited", "");
        }
        throw busy("no ask ended within " + capacity.patience().toMillis() + " ms");
    }

    private static Refused busy(String why) {
        return new Refused(
                Code.BUSY,
                "The database is busy: " + why,
                "Try again in a moment. The operator can raise pool.max, pool.queue or pool.wait"
                        + " of this database");
    }
}
