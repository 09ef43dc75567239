package dev.gatehouse.postgres.parser;

import dev.gatehouse.postgres.parser.wasm.GrammarInstance;
import dev.gatehouse.postgres.parser.wasm.ModuleFailure;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One instance of the grammar on a thread of its own, with a stack large enough that how deeply a
 * text may be nested does not depend on who asks.
 */
final class ParserThread implements AutoCloseable {
    /** Reserved, not used: the system gives memory as the stack grows. */
    private static final long STACK_BYTES = 64L << 20;

    private static final Duration START = Duration.ofMinutes(1);

    private final ExecutorService thread;
    private final Future<GrammarInstance> instance;

    ParserThread(String name, Callable<GrammarInstance> maker) {
        this.thread = Executors.newSingleThreadExecutor(job -> thread(name, job));
        this.instance = thread.submit(maker);
    }

    private static Thread thread(String name, Runnable job) {
        Thread thread = new Thread(null, job, name, STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs a job on the instance and waits for its answer. After an exception this thread must be
     * closed.
     */
    <T> T call(Function<GrammarInstance, T> job, Duration budget) {
        GrammarInstance ready = await(instance, START);
        return await(thread.submit(() -> job.apply(ready)), budget);
    }

    /** The heap that the instance takes up, in pages of 64 KiB. */
    int touchedPages() {
        return await(instance, START).touchedPages();
    }

    private static <T> T await(Future<T> answer, Duration budget) {
        try {
            return answer.get(budget.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SqlTooComplexException(SqlTooComplexException.Reason.TIME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParserInterruptedException(e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static ParserException failure(@Nullable Throwable cause) {
        if (cause instanceof ModuleFailure failure) {
            return switch (failure.kind()) {
                case STACK -> new SqlTooComplexException(SqlTooComplexException.Reason.NESTING);
                case MEMORY -> new SqlTooComplexException(SqlTooComplexException.Reason.MEMORY);
                case TIME -> new SqlTooComplexException(SqlTooComplexException.Reason.TIME);
                case FAULT -> new ParserFaultException("the grammar's module has failed", failure);
            };
        }
        return new ParserFaultException("the grammar cannot run", cause);
    }

    /** Stops the thread; a parse that still runs notices at its next call or loop. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
