package dev.gatehouse.gateway.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the trail against the last checkpoint, and has further ones signed, on a thread of its own:
 * after so many records or so long, and at the end. Of several processes that write to one trail,
 * one does.
 *
 * <p>A trail that is not what was signed before is reported, and gets no more checkpoints; it is
 * written on.
 */
final class Checkpointer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A start has other things to do, and a short run nothing but to sign. */
    private static final Duration AFTER_THE_START = Duration.ofSeconds(1);

    private final AppendedFile file;
    private final Path trail;
    private final Signing signing;
    private final InstantSource clock;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private Optional<TrailSigner> signer = Optional.empty();
    private boolean ours;
    private boolean broken;

    // Guarded by the lock.
    private long grown;
    private long seen;
    private long signed;
    private Optional<Instant> signedAt = Optional.empty();
    private boolean closed;

    private Checkpointer(AppendedFile file, Path trail, Signing signing, InstantSource clock) {
        this.file = file;
        this.trail = trail;
        this.signing = signing;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("audit checkpoints").unstarted(this::run);
    }

    static Checkpointer start(AppendedFile file, Path trail, Signing signing, InstantSource clock) {
        var checkpointer = new Checkpointer(file, trail, signing, clock);
        checkpointer.thread.start();
        return checkpointer;
    }

    /** Says which record is the last now. */
    void hasGrown(long seq) {
        lock.lock();
        try {
            grown = seq;
            if (isDue()) {
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How far the signing has come. */
    Standing standing() {
        lock.lock();
        try {
            return new Standing(grown, signed, signedAt);
        } finally {
            lock.unlock();
        }
    }

    private void note(long before, long after) {
        lock.lock();
        try {
            signed = after;
            signedAt = after > before ? Optional.of(clock.instant()) : signedAt;
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue() {
        return grown - seen >= signing.records();
    }

    private void run() {
        if (awaitNext(AFTER_THE_START)) {
            look(TrailSigner::check);
        }
        while (awaitNext(signing.time())) {
            look(TrailSigner::sign);
        }
        if (hasGrown()) {
            look(TrailSigner::sign);
        }
        signer.ifPresent(Checkpointer::close);
    }

    private boolean hasGrown() {
        lock.lock();
        try {
            return grown > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Waits so long, or until so many records are new; false once this is closed. */
    private boolean awaitNext(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!closed && !isDue() && left > 0) {
                left = news.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException _) {
            // Nobody has this thread to interrupt it; and if somebody did, it looks again.
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What is done with a trail; the outcome is what is wrong with it. */
    @FunctionalInterface
    private interface Work {
        Optional<String> on(TrailSigner signer) throws IOException;
    }

    private void look(Work work) {
        lock.lock();
        try {
            seen = grown;
        } finally {
            lock.unlock();
        }
        try {
            if (!broken && isOurs()) {
                long before = signer().signed();
                work.on(signer()).ifPresent(this::report);
                note(before, signer().signed());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("no checkpoint of the audit trail could be signed\n{}", FaultText.of(e));
            signer.ifPresent(Checkpointer::close);
            signer = Optional.empty();
        }
    }

    private boolean isOurs() throws IOException {
        ours = ours || file.maySign();
        return ours;
    }

    private TrailSigner signer() throws IOException {
        TrailSigner known = signer.isPresent() ? signer.get() : TrailSigner.open(trail, signing);
        signer = Optional.of(known);
        return known;
    }

    private void report(String wrong) {
        broken = true;
        LOG.error(
                "THE AUDIT TRAIL IS NOT WHAT WAS WRITTEN: {}. It is written on, but gets no more"
                        + " checkpoints. `gatehouse audit verify` tells more. Keep its files as"
                        + " evidence, away from here; a new trail begins with the next start",
                wrong);
    }

    private static void close(TrailSigner signer) {
        try {
            signer.close();
        } catch (IOException e) {
            LOG.warn("a file could not be closed", e);
        }
    }

    /** Has what was written signed, and ends the thread; one that hangs is left behind. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            news.signal();
        } finally {
            lock.unlock();
        }
        try {
            if (!thread.join(PATIENCE)) {
                LOG.warn("the last checkpoint is not signed within {} s", PATIENCE.toSeconds());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
