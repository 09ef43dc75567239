package dev.gatehouse.mcp.stdio;

import dev.gatehouse.mcp.exchange.Turn;
import java.util.concurrent.Semaphore;

/**
 * The turn of a call. While the call waits for its client, another one runs in its place, and what
 * it costs holds up no reading, or the answer that it waits for might never be read.
 *
 * @param calls the turns of all calls
 * @param waitingBytes what all requests may cost that are not answered
 * @param askingBytes what those of them may cost that wait for their client
 * @param cost of this call
 */
record CallTurn(Semaphore calls, Semaphore waitingBytes, Semaphore askingBytes, int cost)
        implements Turn {

    @Override
    public boolean pause() {
        boolean mayWait = askingBytes.tryAcquire(cost);
        if (mayWait) {
            waitingBytes.release(cost);
            calls.release();
        }
        return mayWait;
    }

    @Override
    public void resume() {
        askingBytes.release(cost);
        waitingBytes.acquireUninterruptibly(cost);
        calls.acquireUninterruptibly();
    }
}
