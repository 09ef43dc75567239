package dev.gatehouse.mcp.exchange;

import dev.gatehouse.mcp.tool.Cancellation;
import dev.gatehouse.mcp.tool.CancellationSource;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A request between its arrival and its end. It ends once: answered, or cancelled and never
 * answered. Nothing that belongs to it is sent after its end.
 */
public final class Flight {

    private enum State {
        OPEN,
        ANSWERED,
        CANCELLED
    }

    private final CancellationSource cancellation = new CancellationSource();
    private final ReentrantLock sending = new ReentrantLock();
    private volatile State state = State.OPEN;
    private volatile boolean endsWithSession;

    /** What the work hears when the request is cancelled. */
    public Cancellation cancellation() {
        return cancellation;
    }

    /**
     * Ends the flight with an answer; false when it was cancelled, and then nothing may be sent.
     */
    public boolean answer() {
        return end(State.ANSWERED);
    }

    /** Ends the flight without an answer, unless it has ended already. */
    public void cancel() {
        if (end(State.CANCELLED)) {
            cancellation.cancel();
        }
    }

    /** Says that this ends by itself, with an answer, as soon as its session ends. */
    public void endWithSession() {
        endsWithSession = true;
    }

    boolean endsWithSession() {
        return endsWithSession;
    }

    /** Runs {@code send} if the flight has not ended; it does not end meanwhile. */
    public void whileOpen(Runnable send) {
        sending.lock();
        try {
            if (state == State.OPEN) {
                send.run();
            }
        } finally {
            sending.unlock();
        }
    }

    private boolean end(State how) {
        sending.lock();
        try {
            boolean ends = state == State.OPEN;
            state = ends ? how : state;
            return ends;
        } finally {
            sending.unlock();
        }
    }
}
