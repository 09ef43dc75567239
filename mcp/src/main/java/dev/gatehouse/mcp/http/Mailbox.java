package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.exchange.Outbox;
import dev.gatehouse.mcp.rpc.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the work on one HTTP request has to say, for the one thread that writes it. Whoever works
 * waits while the mailbox is full, so that a slow client slows its own calls and nothing else. Only
 * progress does not wait, since calls must be stoppable meanwhile: it is left out.
 */
final class Mailbox implements Outbox, Letterbox {

    private static final int MOST = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Message> letters = new ArrayDeque<>();
    private volatile Runnable onLetter = () -> {};
    private int working;
    private boolean abandoned;

    /** What to do when there is a letter and the work goes on, so that somebody reads it. */
    void onLetter(Runnable action) {
        onLetter = action;
    }

    /** A piece of work begins. */
    void began() {
        lock.lock();
        try {
            working++;
        } finally {
            lock.unlock();
        }
    }

    /** A piece of work ends, with an answer or, when it was cancelled, without. Never waits. */
    void ended(Optional<Message> answer) {
        lock.lock();
        try {
            answer.filter(_ -> !abandoned).ifPresent(letters::add);
            working--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(Message message) {
        onLetter.run();
        lock.lock();
        try {
            if (isFull() && isSuperseded(message)) {
                return;
            }
            while (!abandoned && isFull()) {
                changed.awaitUninterruptibly();
            }
            if (!abandoned) {
                letters.add(message);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return letters.size() >= MOST;
    }

    /** What the next of its kind says better. */
    private static boolean isSuperseded(Message message) {
        return message instanceof Message.Notification(String method, var _)
                && method.equals("notifications/progress");
    }

    @Override
    public Found next(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (letters.isEmpty() && working > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return found();
        } finally {
            lock.unlock();
        }
    }

    private Found found() {
        Message letter = letters.poll();
        if (letter == null) {
            return working > 0 ? new Found.Nothing() : new Found.End();
        }
        changed.signalAll();
        return new Found.Letter(letter);
    }

    /** Nobody will read any more: whatever is said is dropped, and nobody waits. */
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            letters.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all work has ended. */
    void awaitEnd() {
        lock.lock();
        try {
            while (working > 0) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
