package dev.gatehouse.core.ask;

import java.util.ArrayList;
import java.util.List;

/**
 * The one switch by which a caller calls an ask off: the client cancelled, or went away.
 * Thread-safe. What must happen then is registered by the step that is at work and runs once, on
 * the thread that cancels, or at once when the ask was already called off.
 */
public final class Cancellation {

    private final List<Runnable> reactions = new ArrayList<>();
    private boolean cancelled;

    /** Calls the ask off. Only the first call does anything. */
    public void cancel() {
        List<Runnable> due;
        synchronized (reactions) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = List.copyOf(reactions);
            reactions.clear();
        }
        due.forEach(Runnable::run);
    }

    /** Whether the ask was called off. */
    public boolean cancelled() {
        synchronized (reactions) {
            return cancelled;
        }
    }

    /** Runs {@code reaction} when the ask is called off, until the registration is closed. */
    public Registration onCancel(Runnable reaction) {
        synchronized (reactions) {
            if (!cancelled) {
                reactions.add(reaction);
                return () -> forget(reaction);
            }
        }
        reaction.run();
        return () -> {};
    }

    private void forget(Runnable reaction) {
        synchronized (reactions) {
            reactions.remove(reaction);
        }
    }

    /** A registered reaction; closing it takes the reaction back. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
