package dev.gatehouse.mcp.stdio;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** When a connection is over: all input was answered, or the client is gone. */
final class Lifecycle {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int working;
    private boolean inputEnded;
    private boolean gone;

    /** A piece of work begins. */
    void began() {
        change(() -> working++);
    }

    /** A piece of work has ended, its answer sent. */
    void ended() {
        change(() -> working--);
    }

    /** Nothing more will be read. */
    void inputEnded() {
        change(() -> inputEnded = true);
    }

    /** Nobody reads answers any more. */
    void clientGone() {
        change(() -> gone = true);
    }

    /** Whether nobody reads answers any more. */
    boolean isGone() {
        lock.lock();
        try {
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything that was read is answered; false when the client went away before. */
    boolean awaitAnswered() throws InterruptedException {
        lock.lock();
        try {
            while (!gone && !(inputEnded && working == 0)) {
                changed.await();
            }
            return !gone;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no work is left, but not longer than {@code most}. */
    void awaitIdle(Duration most) throws InterruptedException {
        lock.lock();
        try {
            long left = most.toNanos();
            while (working > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
