package dev.gatehouse.postgres.parser;

import dev.gatehouse.postgres.parser.wasm.GrammarInstance;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gives texts to instances of a grammar, which are made when they are first needed, and to no more
 * than so many at once. An instance whose job did not end in an answer is thrown away, and so is
 * one whose memory has grown large.
 *
 * <p>A short text is parsed on the caller's own thread, because to wake another one takes three
 * times as long as to parse it. A longer one, or one that is nested too deeply for the caller's
 * stack, goes to {@link DeepStacks}.
 */
final class ParserPool implements AutoCloseable {
    /** An instance that takes up more heap than 32 MiB after a parse is not kept. */
    private static final int RETAINED_PAGES = 512;

    /** In bytes. Whatever it says, a text of this length is parsed within milliseconds. */
    static final int SHORT = 16_384;

    /**
     * In words and signs, of which every level of nesting takes at least one. With so many, not
     * even code that is not compiled yet takes half of a stack of 1 MiB.
     */
    static final int SHALLOW = 1000;

    private final DeepStacks deepStacks;
    private final ParserLimits limits;
    private final Supplier<GrammarInstance> maker;
    private final Semaphore places;
    private final Deque<GrammarInstance> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /**
     * @param places as many as jobs may run at once, here and in the pools that share them
     */
    ParserPool(
            String name, ParserLimits limits, Semaphore places, Supplier<GrammarInstance> maker) {
        this.deepStacks = new DeepStacks(name);
        this.limits = limits;
        this.maker = maker;
        this.places = places;
    }

    /** What is to be done with a text. */
    interface Job<T> {
        T apply(GrammarInstance instance, byte[] utf8);
    }

    /** Runs a job on a free instance, waiting for one if need be. */
    <T> T run(byte[] utf8, Job<T> job) {
        takePlace();
        try {
            return fitsHere(utf8) ? here(utf8, job) : onDeepStack(utf8, job);
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

    private static boolean fitsHere(byte[] utf8) {
        return utf8.length <= SHORT && SqlText.parts(utf8) <= SHALLOW;
    }

    private <T> T here(byte[] utf8, Job<T> job) {
        try {
            return onInstance(instance -> onThisStack(() -> job.apply(instance, utf8)));
        } catch (SqlTooComplexException e) {
            if (e.reason() == SqlTooComplexException.Reason.NESTING) {
                return onDeepStack(utf8, job);
            }
            throw e;
        }
    }

    @SuppressWarnings("IllegalCatch") // Whatever ends the job, its instance is not to be trusted.
    private static <T> T onThisStack(Supplier<T> job) {
        try {
            return job.get();
        } catch (RuntimeException | Error e) {
            throw ParserException.of(e);
        }
    }

    private <T> T onDeepStack(byte[] utf8, Job<T> job) {
        return onInstance(
                instance -> deepStacks.call(() -> job.apply(instance, utf8), limits.budget()));
    }

    private <T> T onInstance(Function<GrammarInstance, T> job) {
        GrammarInstance instance = takeInstance();
        T answer = job.apply(instance);
        giveBack(instance);
        return answer;
    }

    private GrammarInstance takeInstance() {
        if (closed) {
            throw new IllegalStateException("the parser is closed");
        }
        GrammarInstance instance = idle.pollFirst();
        return instance != null ? instance : onThisStack(maker);
    }

    private void giveBack(GrammarInstance instance) {
        if (!closed && instance.touchedPages() <= RETAINED_PAGES) {
            idle.addFirst(instance);
        }
    }

    @Override
    public void close() {
        closed = true;
        idle.clear();
        deepStacks.close();
    }
}
