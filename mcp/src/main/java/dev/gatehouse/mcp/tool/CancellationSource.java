package dev.gatehouse.mcp.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A {@link Cancellation} and the switch that sets it off. Safe for use by many threads. */
public final class CancellationSource implements Cancellation {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Action> waiting = new ArrayList<>();
    private boolean cancelled;

    @Override
    public boolean isCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Registration onCancel(Runnable task) {
        Action action = new Action(task);
        if (addedBeforeCancel(action)) {
            return action;
        }
        action.run();
        return action;
    }

    /**
     * Cancels: every registered action runs, each on its own thread. A second time does nothing.
     */
    public void cancel() {
        for (Action action : takeAll()) {
            Thread.ofVirtual().name("mcp-cancel").start(action);
        }
    }

    private boolean addedBeforeCancel(Action action) {
        lock.lock();
        try {
            if (!cancelled) {
                waiting.add(action);
            }
            return !cancelled;
        } finally {
            lock.unlock();
        }
    }

    private List<Action> takeAll() {
        lock.lock();
        try {
            cancelled = true;
            List<Action> all = List.copyOf(waiting);
            waiting.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private void forget(Action action) {
        lock.lock();
        try {
            waiting.remove(action);
        } finally {
            lock.unlock();
        }
    }

    /** A task that runs once at most, and not while or after its registration is closed. */
    private final class Action implements Registration, Runnable {

        private final ReentrantLock running = new ReentrantLock();
        private final Runnable task;
        private boolean spent;

        Action(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            running.lock();
            try {
                if (!spent) {
                    spent = true;
                    task.run();
                }
            } finally {
                running.unlock();
            }
        }

        @Override
        public void close() {
            forget(this);
            running.lock();
            try {
                spent = true;
            } finally {
                running.unlock();
            }
        }
    }
}
