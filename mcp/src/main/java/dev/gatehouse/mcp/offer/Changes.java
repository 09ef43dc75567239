package dev.gatehouse.mcp.offer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The signal that an offering may have changed. The embedding program fires it; whoever tells
 * clients waits for it. Nothing is lost when it is fired more often than clients can be told: they
 * are told once, of what is then. Safe for many threads.
 */
public final class Changes {

    private static final Duration SELDOM = Duration.ofHours(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Set<Kind> lists;
    private final boolean resources;
    private final Duration look;
    private long fired;

    /** The changes of every list, and of no single resource. */
    public Changes() {
        this(EnumSet.allOf(Kind.class), false, SELDOM);
    }

    /**
     * The changes of some lists, and of single resources.
     *
     * @param lists the kinds whose lists may change
     * @param resources whether clients can subscribe to single resources
     * @param look how often those who wait look at the offering even when nothing was fired: for an
     *     offering that finds out about its changes only when it is asked
     */
    public Changes(Set<Kind> lists, boolean resources, Duration look) {
        this.lists = Set.copyOf(lists);
        this.resources = resources;
        this.look = requireNonNull(look, "look is null");
        if (!look.isPositive()) {
            throw new IllegalArgumentException("look is not positive");
        }
    }

    /** The kinds whose lists may change. */
    public Set<Kind> lists() {
        return lists;
    }

    /** Whether clients can subscribe to single resources. */
    public boolean resources() {
        return resources;
    }

    /** Says that the offering may have changed. Never waits for a client. */
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

    /**
     * Waits until this was fired more than {@code seen} times, {@code over} holds, or it is time to
     * look again.
     */
    public void await(long seen, BooleanSupplier over) {
        lock.lock();
        try {
            long left = look.toNanos();
            while (left > 0 && fired <= seen && !over.getAsBoolean()) {
                left = moved.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            // Nobody interrupts those who wait; whoever does, only lets them look again.
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
