package dev.gatehouse.mcp.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks now and then which clients have waited for a heartbeat: an alarm for each request would
 * cost more than many a request does. Thread-safe.
 */
final class Rounds {

    private static final int IN_A_HEARTBEAT = 20;

    /** Then there is no thread, until something is asked. */
    private static final int QUIET = 2 * IN_A_HEARTBEAT;

    private final Duration heartbeat;
    private final Set<Scribe> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean walking = new AtomicBoolean();

    /**
     * @param heartbeat how long a client waits without hearing anything
     */
    Rounds(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    Duration heartbeat() {
        return heartbeat;
    }

    /** From here on the scribe is told when it is due. */
    void add(Scribe scribe) {
        waiting.add(scribe);
        walk();
    }

    void remove(Scribe scribe) {
        waiting.remove(scribe);
    }

    private void walk() {
        if (!walking.get() && walking.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("mcp-heartbeat").start(this::walkUntilQuiet);
        }
    }

    private void walkUntilQuiet() {
        for (int quiet = 0; quiet < QUIET && pause(); quiet++) {
            if (!waiting.isEmpty()) {
                quiet = 0;
                long now = System.nanoTime();
                waiting.forEach(scribe -> scribe.beginIfDue(now));
            }
        }
        walking.set(false);
        if (!waiting.isEmpty()) {
            walk();
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(heartbeat.dividedBy(IN_A_HEARTBEAT));
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }
}
