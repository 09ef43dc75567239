package dev.gatehouse.mcp.offer;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The signal that an offering may have changed. The embedding program fires it; whoever tells
 * clients waits for it. Safe for many threads.
 */
public final class Changes {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private long fired;

    /** Says that the offering's version may have grown. Never waits for a client. */
    public void fire() {
        lock.lock();
        try {
            fired++;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often this was fired. */
    public long count() {
        lock.lock();
        try {
            return fired;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until this was fired more than {@code seen} times, or {@code over} holds. */
    public void await(long seen, BooleanSupplier over) {
        lock.lock();
        try {
            while (fired <= seen && !over.getAsBoolean()) {
                moved.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets those who wait look whether their wait is over. */
    public void wake() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
