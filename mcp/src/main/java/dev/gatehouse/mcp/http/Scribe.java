package dev.gatehouse.mcp.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes what comes of the work on one request, which is done on the request's own thread. Mostly
 * that thread writes, too, when the work is done: to wake another one takes longer than most work.
 * Where the client is to hear something before, a thread of the scribe's own writes.
 */
final class Scribe {

    /** What is to be written, to the end. */
    interface Writing {
        void run() throws IOException, InterruptedException;
    }

    private final Writing writing;
    private final Runnable inVain;
    private final long due;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> written = new CompletableFuture<>();

    /**
     * @param inVain what to do when the client is gone while the work is done
     * @param due the {@link System#nanoTime} until which the client waits without hearing anything
     */
    Scribe(Writing writing, Runnable inVain, long due) {
        this.writing = writing;
        this.inVain = inVain;
        this.due = due;
    }

    /** There is something to write, and the work goes on. */
    void begin() {
        if (!begun.get() && begun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mcp-answer").start(this::write);
        }
    }

    /** Begins when the client has waited for long enough. */
    void beginIfDue(long now) {
        if (now - due >= 0) {
            begin();
        }
    }

    @SuppressWarnings("IllegalCatch") // Whatever it is, the thread of the request has to know.
    private void write() {
        try {
            writing.run();
            written.complete(null);
        } catch (Throwable failure) {
            written.completeExceptionally(failure);
            inVain.run();
        }
    }

    /**
     * The work is done: returns when everything is written.
     *
     * @throws IOException when the client is gone
     */
    void finish() throws IOException, InterruptedException {
        if (begun.compareAndSet(false, true)) {
            writing.run();
            return;
        }
        try {
            written.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException gone) {
                throw gone;
            }
            if (e.getCause() instanceof InterruptedException stopping) {
                throw stopping;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
