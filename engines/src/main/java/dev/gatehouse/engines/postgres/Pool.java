package dev.gatehouse.engines.postgres;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one database. Whoever asks for one waits in our queue, not in the pool's, so
 * that a full house and a database that is away are told apart. Nothing is opened, and no class of
 * the driver loaded, before the first is asked for.
 */
final class Pool implements AutoCloseable {

    private final PostgresSettings settings;
    private final Bounds bounds;
    private final Semaphore places;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable HikariDataSource connections;
    private volatile boolean closed;
    private final AtomicInteger waiting = new AtomicInteger();
    private final OpenResults results;
    private final Watch watch = new Watch();

    Pool(PostgresSettings settings) {
        this.settings = settings;
        this.bounds = settings.bounds();
        this.places = new Semaphore(bounds.poolMax(), true);
        this.results = new OpenResults(bounds, () -> waiting.get() > 0);
    }

    /**
     * A connection.
     *
     * @throws Refused when all are in use for too long, or none can be opened
     */
    Lease borrow() {
        if (closed) {
            throw new Refused(Code.DATABASE_UNAVAILABLE, "the database is no longer served", "");
        }
        if (!waited(0, places::tryAcquire) && !waitedForOthers()) {
            throw new Refused(
                    Code.BUSY,
                    "all " + bounds.poolMax() + " connections to the database are in use",
                    "Try again in a moment.");
        }
        boolean lent = false;
        try {
            Lease lease = new Lease(this, connection());
            lent = true;
            return lease;
        } catch (SQLException failure) {
            throw Failures.connecting(failure);
        } finally {
            if (!lent) {
                places.release();
            }
        }
    }

    /**
     * A result that is held open gives up its connection for whoever waits. Either it is parked
     * when this looks, or whoever parks it afterwards finds somebody waiting.
     */
    private boolean waitedForOthers() {
        waiting.incrementAndGet();
        try {
            results.giveUpOldest();
            return waited(bounds.poolTime().toMillis(), places::tryAcquire);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** The results that are held open on connections of this pool. */
    OpenResults results() {
        return results;
    }

    /** How many connections there are, and how many are lent out. */
    PoolUse use() {
        HikariDataSource pool = connections;
        HikariPoolMXBean bean = pool == null ? null : pool.getHikariPoolMXBean();
        return new PoolUse(
                bean == null ? 0 : bean.getTotalConnections(),
                bounds.poolMax() - places.availablePermits(),
                waiting.get(),
                bounds.poolMax());
    }

    /** What stops statements on these connections. */
    Watch watch() {
        return watch;
    }

    private Connection connection() throws SQLException {
        HikariDataSource pool = connections;
        return pool == null || empty(pool) ? first() : pool.getConnection();
    }

    /** Whether nothing is connected; a pool that was never asked has no bean yet. */
    private static boolean empty(HikariDataSource pool) {
        HikariPoolMXBean bean = pool.getHikariPoolMXBean();
        return bean == null || bean.getTotalConnections() == 0;
    }

    /**
     * The pool would try until its time is up before it says that the database is away; a first
     * connection of our own says at once, and why.
     */
    private Connection first() throws SQLException {
        if (!waited(bounds.connectTime().toMillis(), opening::tryLock)) {
            throw Failures.away();
        }
        try {
            HikariDataSource pool = connections;
            if (pool == null || empty(pool)) {
                Connector.forStatements(settings).getConnection().close();
            }
            if (pool == null) {
                pool = opened();
                connections = pool;
            }
            return pool.getConnection();
        } finally {
            opening.unlock();
        }
    }

    private HikariDataSource opened() {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(Connector.forStatements(settings));
        pool.setPoolName("postgres");
        pool.setMinimumIdle(bounds.poolMin());
        pool.setMaximumPoolSize(bounds.poolMax());
        pool.setConnectionTimeout(Math.max(250, bounds.connectTime().toMillis()));
        pool.setInitializationFailTimeout(-1);
        pool.setExceptionOverride(new NoEviction());
        return pool;
    }

    /** Throws away every connection that is not in use: the database was away. */
    void discardIdle() {
        HikariDataSource pool = connections;
        if (pool != null && !empty(pool)) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    void takeBack(Connection connection, boolean reusable) {
        try {
            HikariDataSource pool = connections;
            if (!reusable && pool != null) {
                pool.evictConnection(connection);
            } else {
                connection.close();
            }
        } catch (SQLException alreadyBroken) {
            discardIdle();
        } finally {
            places.release();
        }
    }

    private interface Attempt {
        boolean within(long time, TimeUnit unit) throws InterruptedException;
    }

    private static boolean waited(long millis, Attempt attempt) {
        try {
            return attempt.within(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Refused(Code.CANCELLED, "the ask was called off", "");
        }
    }

    /** Whether the pool was closed: what fails after that is no news. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        results.close();
        HikariDataSource pool = connections;
        if (pool != null) {
            pool.close();
        }
    }
}
