package dev.gatehouse.engines.postgres;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks many times a second whether the time of a statement at work is up: an alarm for each would
 * cost more than many a statement does. Thread-safe.
 */
final class Watch {

    private static final Duration TICK = Duration.ofMillis(20);

    /** Then there is no thread, until a statement begins. */
    private static final int QUIET_TICKS = 50;

    private final Set<Execution> atWork = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** From here on the statement is stopped when its time is up. */
    void begin(Execution execution) {
        atWork.add(execution);
        look();
    }

    void end(Execution execution) {
        atWork.remove(execution);
    }

    /** On a thread that no other work can keep from running. */
    private void look() {
        if (!looking.get() && looking.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("statement-watch").start(this::lookUntilQuiet);
        }
    }

    private void lookUntilQuiet() {
        for (int quiet = 0; quiet < QUIET_TICKS && pause(); quiet++) {
            if (!atWork.isEmpty()) {
                quiet = 0;
                long now = System.nanoTime();
                atWork.forEach(execution -> execution.stopIfLate(now));
            }
        }
        looking.set(false);
        if (!atWork.isEmpty()) {
            look();
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(TICK);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }
}
