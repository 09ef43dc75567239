package dev.gatehouse.demo;

import java.time.Duration;

/** An instant on the monotonic clock until which it is worth waiting. */
record Deadline(long nanoTime) {

    static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /** Waits a little; false when the time is over or the thread was interrupted. */
    boolean pause(Duration pause) {
        if (nanoTime - System.nanoTime() < 0) {
            return false;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
