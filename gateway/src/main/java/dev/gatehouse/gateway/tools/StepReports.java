package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.ask.Step;
import dev.gatehouse.mcp.tool.Progress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells a client that asked, from time to time, at which step its ask is and since when it waits:
 * the progress is in seconds, and what is answered soon is not spoken of. Nobody knows how long a
 * statement will run, so there is no total.
 */
final class StepReports implements Consumer<Step>, AutoCloseable {

    private static final double NANOS = 1e9;

    private final Progress progress;
    private final Duration every;
    private final long start = System.nanoTime();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Step step = Step.WAITING;

    private StepReports(Progress progress, Duration every) {
        this.progress = progress;
        this.every = every;
    }

    /** Begins to report, until this is closed; with a thread only if the client asked. */
    static StepReports begin(Progress progress, Duration every) {
        StepReports reports = new StepReports(progress, every);
        if (progress.isWanted()) {
            Thread.ofVirtual().name("progress").start(reports::run);
        }
        return reports;
    }

    @Override
    public void accept(Step reached) {
        step = reached;
    }

    private void run() {
        try {
            while (!over.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                double seconds = (System.nanoTime() - start) / NANOS;
                progress.report(seconds, words(step) + ", " + Math.round(seconds) + " s");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String words(Step step) {
        return switch (step) {
            case WAITING -> "waiting for its turn";
            case CHECKING -> "being checked";
            case RUNNING -> "running";
        };
    }

    @Override
    public void close() {
        over.countDown();
    }
}
