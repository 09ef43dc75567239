package dev.gatehouse.mcp.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory of what waits: requests that come or are worked on, answers that their clients have
 * not read. Safe for many threads.
 *
 * @param bytes what is left
 * @param most in bytes; one share never takes more, however much it needs
 */
record Memory(Semaphore bytes, int most) {

    Memory {
        requireNonNull(bytes, "bytes is null");
    }

    Memory(int most) {
        this(new Semaphore(most, true), most);
    }

    /** A share of nothing, which grows. */
    Share share() {
        return new Share();
    }

    /** What one request takes, until it is closed. */
    final class Share implements Place {

        private int taken;

        /**
         * Takes more at once.
         *
         * @throws HttpRefusal when there is not enough
         */
        synchronized void grow(long more) {
            int missing = missing(more);
            if (!bytes.tryAcquire(missing)) {
                throw HttpRefusal.busy();
            }
            taken += missing;
        }

        /**
         * Takes more as soon as there is enough.
         *
         * @throws HttpRefusal when there is not for so long
         */
        synchronized void grow(long more, Duration patience) throws InterruptedException {
            int missing = missing(more);
            if (!bytes.tryAcquire(missing, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw HttpRefusal.busy();
            }
            taken += missing;
        }

        private int missing(long more) {
            return (int) Math.min(most - taken, more);
        }

        @Override
        public synchronized void close() {
            bytes.release(taken);
            taken = 0;
        }
    }
}
