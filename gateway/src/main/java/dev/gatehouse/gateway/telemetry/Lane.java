package dev.gatehouse.gateway.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has things dealt with on a thread of its own. Whoever hands something in never waits: what there
 * is no place for is dropped, and counted. While there is something to do the thread looks by
 * itself every few milliseconds, because waking it would cost the one who hands in more than all
 * the rest. It is started by the first thing, and keeps no process alive.
 */
public final class Lane<T> implements AutoCloseable {

    /** After so many looks in vain the thread sleeps until it is woken. */
    private static final int LOOKS = 50;

    private final String name;
    private final int atOnce;
    private final Duration look;
    private final Consumer<List<T>> work;
    private final BlockingQueue<T> waiting;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private final Object starting = new Object();
    private volatile boolean asleep;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /**
     * @param name of the thread
     * @param most the most things that wait
     * @param atOnce the most that are dealt with together
     * @param look how long things wait for others, so that they are dealt with together
     * @param work deals with some of them, in order; what it throws ends nothing
     */
    public Lane(String name, int most, int atOnce, Duration look, Consumer<List<T>> work) {
        this.name = name;
        this.atOnce = atOnce;
        this.look = look;
        this.work = work;
        this.waiting = new ArrayBlockingQueue<>(most);
    }

    /** Hands something in; false when it was dropped. */
    public boolean offer(T thing) {
        if (closed || !waiting.offer(thing)) {
            dropped.increment();
            return false;
        }
        taken.incrementAndGet();
        if (thread == null) {
            start();
        } else if (asleep) {
            LockSupport.unpark(thread);
        }
        return true;
    }

    private void start() {
        synchronized (starting) {
            if (thread == null) {
                thread = Thread.ofPlatform().daemon().name(name).start(this::run);
            }
        }
    }

    private void run() {
        List<T> some = new ArrayList<>();
        int vain = 0;
        while (!closed || !waiting.isEmpty()) {
            if (waiting.drainTo(some, atOnce) > 0) {
                vain = 0;
                deal(some);
            } else if (vain < LOOKS) {
                vain++;
                LockSupport.parkNanos(this, look.toNanos());
            } else {
                sleep();
                vain = 0;
            }
        }
    }

    private void deal(List<T> some) {
        try {
            work.accept(some);
        } catch (RuntimeException | Error wrong) {
            dropped.add(some.size());
        } finally {
            done.addAndGet(some.size());
            some.clear();
        }
    }

    /** Whoever hands in after the second look finds that this sleeps. */
    private void sleep() {
        asleep = true;
        if (waiting.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    /** How many things were dropped. */
    public long dropped() {
        return dropped.sum();
    }

    /**
     * Waits until everything that was handed in by now is dealt with; false when it takes longer.
     */
    public boolean await(Duration patience) {
        long wanted = taken.get();
        long end = System.nanoTime() + patience.toNanos();
        LockSupport.unpark(thread);
        while (done.get() < wanted && System.nanoTime() < end) {
            LockSupport.parkNanos(this, Duration.ofMillis(1).toNanos());
        }
        return done.get() >= wanted;
    }

    /** Takes nothing more in; the thread ends when it has dealt with what waits. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
