package dev.gatehouse.gateway.audit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets many threads share one slow write: what is handed in while a write is under way becomes the
 * next write. The writing happens on a thread of its own, which nobody interrupts, because an
 * interrupt closes the file under everybody else.
 */
final class GroupCommit<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private static final int MOST_IN_A_GROUP = 1_000;
    private static final int MOST_WAITING = 10_000;

    /**
     * After a group of so many the next ones are on their way, and worth waiting for: what a write
     * takes of the processor is more than what it takes of their time.
     */
    private static final int CROWD = 5;

    private static final Duration GATHERING = Duration.ofNanos(500_000);

    /** The slow write. Fails for the whole group, or for none of it. */
    @FunctionalInterface
    interface Write<T> {
        void write(List<T> group) throws IOException;
    }

    private record Ticket<T>(T item, CompletableFuture<Void> done) {}

    private final Duration patience;
    private final Write<T> write;
    private final Thread writer;
    private final List<Ticket<T>> waiting = new ArrayList<>();
    private boolean closed;

    GroupCommit(String name, Duration patience, Write<T> write) {
        this.patience = patience;
        this.write = write;
        this.writer = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /**
     * Returns when the item was written.
     *
     * @throws IOException when it was not, or not in time; then it may still be written later
     */
    void commit(T item) throws IOException {
        var ticket = new Ticket<>(item, new CompletableFuture<Void>());
        handIn(ticket);
        await(ticket.done());
    }

    private void handIn(Ticket<T> ticket) throws IOException {
        synchronized (waiting) {
            if (closed) {
                throw new IOException("closed");
            }
            if (waiting.size() >= MOST_WAITING) {
                throw new IOException("more than " + MOST_WAITING + " writes are waiting");
            }
            waiting.add(ticket);
            waiting.notifyAll();
        }
    }

    /** An interrupted caller waits on: its record is on the way, and must not be called lost. */
    private void await(CompletableFuture<Void> done) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    done.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("the write failed", e.getCause());
        } catch (TimeoutException _) {
            throw new IOException("not written within " + patience.toSeconds() + " s");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        for (List<Ticket<T>> group = next(); !group.isEmpty(); group = next()) {
            settle(group);
            if (group.size() >= CROWD) {
                LockSupport.parkNanos(GATHERING.toNanos());
            }
        }
    }

    /** The next group; empty once this is closed and all is written. */
    private List<Ticket<T>> next() {
        synchronized (waiting) {
            while (waiting.isEmpty() && !closed) {
                pause();
            }
            List<Ticket<T>> head = waiting.subList(0, Math.min(waiting.size(), MOST_IN_A_GROUP));
            List<Ticket<T>> group = List.copyOf(head);
            head.clear();
            return group;
        }
    }

    private void pause() {
        try {
            waiting.wait();
        } catch (InterruptedException _) {
            // Nobody has this thread to interrupt it; and if somebody did, it has to go on.
        }
    }

    private void settle(List<Ticket<T>> group) {
        try {
            write.write(group.stream().map(Ticket::item).toList());
            group.forEach(ticket -> ticket.done().complete(null));
        } catch (Throwable failure) {
            group.forEach(ticket -> ticket.done().completeExceptionally(failure));
        }
    }

    /** Writes what is waiting, and ends the thread; one that hangs is left behind. */
    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            waiting.notifyAll();
        }
        try {
            if (!writer.join(patience)) {
                LOG.warn("the last writes are not done within {} s", patience.toSeconds());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
