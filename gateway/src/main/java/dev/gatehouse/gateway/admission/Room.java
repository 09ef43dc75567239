package dev.gatehouse.gateway.admission;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Places for asks that run at the same time, and a queue before them, in order of arrival. */
final class Room {

    private final Capacity capacity;
    private final Semaphore doors;
    private final Semaphore places;

    Room(Capacity capacity) {
        this.capacity = capacity;
        this.doors = new Semaphore(capacity.running() + capacity.waiting());
        this.places = new Semaphore(capacity.running(), true);
    }

    /**
     * Takes a place.
     *
     * @return gives it back; only the first run does anything
     * @throws Refused when the queue is full, or the wait was too long
     */
    Runnable enter() {
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
