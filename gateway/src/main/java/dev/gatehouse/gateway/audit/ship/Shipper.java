package dev.gatehouse.gateway.audit.ship;

import dev.gatehouse.gateway.audit.AuditFile;
import dev.gatehouse.gateway.audit.FaultText;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships an audit trail to a receiver, on a thread of its own: each record at least once, in their
 * order, also those that other processes write. It only reads the trail's files, so nothing waits
 * for it. Of several processes with a shipper of one name for one trail, one ships.
 */
public final class Shipper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shipper.class);

    /** For a thread whose connection was taken from it. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

    private final Shipping shipping;
    private final Receiver receiver;
    private final Transfer transfer;
    private final Turn turn;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private boolean lockless;

    // Guarded by the lock.
    private long grown;
    private long seen;
    private boolean closed;

    private Shipper(Shipping shipping, Receiver receiver) {
        this.shipping = shipping;
        this.receiver = receiver;
        this.transfer = new Transfer(shipping, receiver);
        this.turn = new Turn(CursorFile.beside(shipping.trail(), shipping.name(), ".lock"));
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("audit shipper " + shipping.name())
                        .unstarted(this::run);
    }

    /** Begins to ship, behind the scenes. */
    public static Shipper start(Shipping shipping, Receiver receiver) {
        var shipper = new Shipper(shipping, receiver);
        shipper.thread.start();
        return shipper;
    }

    /** Its name in the settings. */
    public String name() {
        return shipping.name();
    }

    /** Says which record is the last that is on the disk. Does not wait. */
    public void hasGrown(long seq) {
        lock.lock();
        try {
            grown = seq;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * How far its receiver is behind the trail; empty while another process ships, or when the
     * trail cannot be read. Reads the end of a file.
     */
    public Optional<Behind> behind() {
        try {
            long last = AuditFile.lastOf(new TrailFiles(shipping.trail()));
            return transfer.progress().map(it -> behind(it, last));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Behind behind(Transfer.Progress progress, long last) {
        long records = Math.max(0, last - progress.seq());
        Duration age =
                progress.oldest()
                        .map(it -> Duration.between(it, shipping.clock().instant()))
                        .filter(it -> records > 0 && it.isPositive())
                        .orElse(Duration.ZERO);
        return new Behind(records, age);
    }

    /** How many records its receiver refused, or threw away, since the start. */
    public long setAside() {
        return transfer.progress().map(Transfer.Progress::setAside).orElse(0L);
    }

    private void run() {
        boolean ending;
        Pause pause;
        do {
            ending = isClosed();
            pause = attempt(ending);
        } while (await(pause, ending));
        try (turn) {
            receiver.close();
            transfer.close();
        } catch (IOException e) {
            LOG.warn("a file could not be closed", e);
        }
    }

    private Pause attempt(boolean ending) {
        try {
            return turn.isOurs()
                    ? transfer.step(synced(), ending)
                    : Pause.of(shipping.timing().look());
        } catch (IOException e) {
            if (!lockless) {
                lockless = true;
                LOG.warn("no lock for shipping the audit trail can be had\n{}", FaultText.of(e));
            }
            return Pause.of(shipping.timing().look());
        } catch (InterruptedException _) {
            // Nobody has this thread to interrupt it; and if somebody did, it goes on.
            return transfer.failed();
        } catch (RuntimeException e) {
            LOG.error("the audit trail could not be shipped\n{}", FaultText.of(e));
            return transfer.failed();
        }
    }

    private long synced() {
        lock.lock();
        try {
            return grown;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** False when this was closed, and there is nothing more that can be done at once. */
    private boolean await(Pause pause, boolean ending) {
        lock.lock();
        try {
            long left = pause.time().toNanos();
            while (!closed && left > 0 && !(pause.untilNews() && grown > seen)) {
                left = news.awaitNanos(left);
            }
            if (pause.untilNews() && grown > seen) {
                gather();
            }
            seen = grown;
            return !closed || pause.equals(Pause.NONE) || (pause.untilNews() && !ending);
        } catch (InterruptedException _) {
            return !ending;
        } finally {
            lock.unlock();
        }
    }

    /** Records come in crowds, and travel better in one. */
    private void gather() throws InterruptedException {
        long left = shipping.timing().gather().toNanos();
        while (!closed && left > 0) {
            left = news.awaitNanos(left);
        }
    }

    /** Ships what is still there, while that can be done at once, and ends the thread. */
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
            if (!thread.join(shipping.timing().farewell())) {
                receiver.close();
                thread.join(LAST_PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
