package dev.gatehouse.postgres.parser;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Threads with a stack so large that how deeply a text may be nested does not depend on who asks,
 * and which can be stopped.
 */
final class DeepStacks implements AutoCloseable {
    /** Reserved, not used: the system gives memory as the stack grows. */
    private static final long BYTES = 64L << 20;

    private final ExecutorService threads;

    DeepStacks(String name) {
        this.threads = Executors.newCachedThreadPool(job -> thread(name, job));
    }

    private static Thread thread(String name, Runnable job) {
        Thread thread = new Thread(null, job, name, BYTES);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a job and waits for its answer, for so long at most. */
    <T> T call(Callable<T> job, Duration budget) {
        Future<T> answer = threads.submit(job);
        try {
            return answer.get(budget.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SqlTooComplexException(SqlTooComplexException.Reason.TIME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParserInterruptedException(e);
        } catch (ExecutionException e) {
            throw ParserException.of(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** Stops the threads; a parse that still runs notices at its next call or loop. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
