package dev.gatehouse.core.ask;

import java.util.ArrayList;
import java.util.List;

/**
 * The one switch by which a caller calls an ask off: the client cancelled, or went away.
 * Thread-safe. What must happen then is registered by the step that is at work and runs once, on
 * the thread that cancels, or at once when the ask was already called off.
 */
public final class Cancellation {

    private final List<Reaction> reactions = new ArrayList<>();
    private boolean cancelled;

    /** Calls the ask off. Only the first call does anything. */
    public void cancel() {
        List<Reaction> due;
        synchronized (reactions) {
            cancelled = true;
            due = List.copyOf(reactions);
            reactions.clear();
        }
        due.forEach(Reaction::run);
    }

    /** Whether the ask was called off. */
    public boolean cancelled() {
        synchronized (reactions) {
            return cancelled;
        }
    }

    /** Runs {@code task} when the ask is called off, until the registration is closed. */
    public Registration onCancel(Runnable task) {
        Reaction reaction = new Reaction(task);
        synchronized (reactions) {
            if (!cancelled) {
                reactions.add(reaction);
                return reaction;
            }
        }
        reaction.run();
        return reaction;
    }

    private void forget(Reaction reaction) {
        synchronized (reactions) {
            reactions.remove(reaction);
        }
    }

    /** A registered reaction. */
    public interface Registration extends AutoCloseable {

        /**
         * Takes the reaction back. When this returns, it is not running and never will be, so that
         * the connection that it would have cancelled can be given to somebody else.
         */
        @Override
        void close();
    }

    private final class Reaction implements Registration {

        private final Runnable task;
        private boolean spent;

        Reaction(Runnable task) {
            this.task = task;
        }

        synchronized void run() {
            if (!spent) {
                spent = true;
                task.run();
            }
        }

        @Override
        public void close() {
            forget(this);
            synchronized (this) {
                spent = true;
            }
        }
    }
}
