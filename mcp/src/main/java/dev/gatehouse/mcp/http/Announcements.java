package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.exchange.Outbox;
import dev.gatehouse.mcp.rpc.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a session has to say that belongs to no request, until its client fetches it with GET.
 * Nobody ever waits to say something: what waits already is not said twice, and where too much
 * waits the oldest goes.
 */
final class Announcements implements Outbox {

    private static final int MOST = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Message> waiting = new ArrayDeque<>();
    private long readers;
    private boolean ended;

    @Override
    public void send(Message message) {
        lock.lock();
        try {
            if (ended || waiting.contains(message)) {
                return;
            }
            if (waiting.size() == MOST) {
                waiting.remove();
            }
            waiting.add(message);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Begins to read; whoever has read up to now finds the end. */
    Letterbox read() {
        lock.lock();
        try {
            readers++;
            changed.signalAll();
            long reader = readers;
            return patience -> next(reader, patience);
        } finally {
            lock.unlock();
        }
    }

    private Letterbox.Found next(long reader, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (waiting.isEmpty() && isOpenTo(reader) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return isOpenTo(reader) ? found() : new Letterbox.Found.End();
        } finally {
            lock.unlock();
        }
    }

    private boolean isOpenTo(long reader) {
        return !ended && reader == readers;
    }

    private Letterbox.Found found() {
        Message message = waiting.poll();
        return message == null
                ? new Letterbox.Found.Nothing()
                : new Letterbox.Found.Letter(message);
    }

    /** The session is over: nothing more is said, and readers find the end. */
    void end() {
        lock.lock();
        try {
            ended = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
