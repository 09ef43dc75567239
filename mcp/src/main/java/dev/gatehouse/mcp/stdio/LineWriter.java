package dev.gatehouse.mcp.stdio;

import dev.gatehouse.mcp.exchange.Outbox;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.MessageEncoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The only writer of the output: one message, one line. */
final class LineWriter implements Outbox {

    private static final int BUFFER = 1 << 16;

    private final MessageEncoder encoder = new MessageEncoder();
    private final ReentrantLock turn = new ReentrantLock();
    private final OutputStream out;
    private final Runnable onBroken;
    private boolean broken;

    /**
     * @param onBroken runs once, when the client turns out to be gone
     */
    LineWriter(OutputStream out, Runnable onBroken) {
        this.out = new BufferedOutputStream(out, BUFFER);
        this.onBroken = onBroken;
    }

    @Override
    public void send(Message message) {
        write(encoder.encode(message));
    }

    /** Sends several messages as one batch. */
    void sendBatch(List<Message> messages) {
        write(encoder.encode(messages));
    }

    private void write(byte[] line) {
        if (!wrote(line)) {
            onBroken.run();
        }
    }

    /** False when this write found that the client is gone. */
    private boolean wrote(byte[] line) {
        turn.lock();
        try {
            if (!broken) {
                out.write(line);
                out.write('\n');
                flushUnlessFollowed();
            }
            return true;
        } catch (IOException e) {
            broken = true;
            return false;
        } finally {
            turn.unlock();
        }
    }

    /** Whoever waits for the turn writes next and flushes then: a burst of answers is one write. */
    private void flushUnlessFollowed() throws IOException {
        if (!turn.hasQueuedThreads()) {
            out.flush();
        }
    }
}
