package dev.gatehouse.postgres.parser;

import dev.gatehouse.postgres.parser.wasm.GrammarInstance;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Hands jobs to at most so many parser threads, made when they are first needed. A thread whose job
 * did not end in an answer is thrown away, and so is one whose memory has grown large.
 */
final class ParserPool implements AutoCloseable {
    /** An instance that takes up more heap than 32 MiB after a parse is not kept. */
    private static final int RETAINED_PAGES = 512;

    private final String name;
    private final ParserLimits limits;
    private final Callable<GrammarInstance> maker;
    private final Semaphore places;
    private final Deque<ParserThread> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /**
     * @param places as many as jobs may run at once, here and in the pools that share them
     */
    ParserPool(
            String name, ParserLimits limits, Semaphore places, Callable<GrammarInstance> maker) {
        this.name = name;
        this.limits = limits;
        this.maker = maker;
        this.places = places;
    }

    /** Runs a job on a free instance, waiting for one if need be. */
    <T> T run(Function<GrammarInstance, T> job) {
        takePlace();
        try {
            return runInPlace(job);
        } finally {
            places.release();
        }
    }

    private void takePlace() {
        try {
            if (!places.tryAcquire(limits.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ParserOverloadedException(limits.patience());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParserInterruptedException(e);
        }
    }

    private <T> T runInPlace(Function<GrammarInstance, T> job) {
        ParserThread thread = takeThread();
        boolean reusable = false;
        try {
            T answer = thread.call(job, limits.budget());
            reusable = thread.touchedPages() <= RETAINED_PAGES;
            return answer;
        } finally {
            giveBack(thread, reusable);
        }
    }

    private ParserThread takeThread() {
        if (closed) {
            throw new IllegalStateException("the parser is closed");
        }
        ParserThread thread = idle.pollFirst();
        return thread != null ? thread : new ParserThread(name, maker);
    }

    private void giveBack(ParserThread thread, boolean reusable) {
        if (reusable) {
            idle.addFirst(thread);
        } else {
            thread.close();
        }
        if (closed) {
            closeIdle();
        }
    }

    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private void closeIdle() {
        for (ParserThread thread = idle.pollFirst(); thread != null; thread = idle.pollFirst()) {
            thread.close();
        }
    }
}
