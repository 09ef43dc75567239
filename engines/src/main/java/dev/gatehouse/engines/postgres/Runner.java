package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.SafeSql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs proven statements on connections of the pool: one round trip each, and another to end the
 * transaction of one that failed after the session was told something.
 */
final class Runner {

    /** Longer than the database's own timeout takes to be told. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** A read that fails later than this was at work, and is not sent a second time. */
    private static final Duration STALE = Duration.ofSeconds(1);

    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final AtomicReference<Instant> reported = new AtomicReference<>(Instant.EPOCH);
    private final Pool pool;
    private final Bounds bounds;
    private final ResultTypes types;
    private final Runnable onUnknownName;
    private final InstantSource clock;

    /**
     * @param onUnknownName told when the database does not know a table or column that it was asked
     *     for
     */
    Runner(Pool pool, Bounds bounds, Runnable onUnknownName, InstantSource clock) {
        this.onUnknownName = onUnknownName;
        this.pool = pool;
        this.bounds = bounds;
        this.types = new ResultTypes(bounds.queryTime().plus(GRACE));
        this.clock = clock;
    }

    /**
     * Runs a statement. A pooled connection may have died since it was used; a read that finds its
     * connection dead is sent once more on a fresh one.
     */
    PostgresRows run(
            SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation) {
        Instant start = clock.instant();
        try {
            return attempt(sql, session, limits, cancellation);
        } catch (ConnectionLost lost) {
            pool.discardIdle();
            if (elapsed(start).compareTo(STALE) > 0) {
                throw Failures.away();
            }
        }
        try {
            return attempt(sql, session, limits, cancellation);
        } catch (ConnectionLost lost) {
            throw Failures.away();
        }
    }

    /** Nothing is known of the statement: the connection was gone. */
    private static final class ConnectionLost extends Exception {
        private static final long serialVersionUID = 1;

        ConnectionLost(SQLException cause) {
            super(cause);
        }
    }

    private PostgresRows attempt(
            SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation)
            throws ConnectionLost {
        Lease lease = pool.borrow();
        boolean answered = false;
        try {
            if (cancellation.cancelled()) {
                throw Failures.stopped(Execution.End.CALLED_OFF, limits.time());
            }
            PostgresRows rows = execute(lease, sql, session, limits, cancellation);
            answered = true;
            return rows;
        } finally {
            if (!answered) {
                lease.close();
            }
        }
    }

    private PostgresRows execute(
            Lease lease,
            SafeSql sql,
            SessionContext session,
            Limits limits,
            Cancellation cancellation)
            throws ConnectionLost {
        Execution execution = new Execution(lease.driver());
        Instant start = clock.instant();
        int rows = Math.min(limits.rows(), Integer.MAX_VALUE - 1) + 1;
        try {
            Fetched fetched =
                    execution.run(sql.text(), session, rows, patience(limits), cancellation);
            if (execution.end() != Execution.End.BY_ITSELF) {
                lease.spoil();
                throw Failures.stopped(execution.end(), shorter(limits));
            }
            return new PostgresRows(
                    lease, fetched, types.of(fetched.fields(), lease.driver()), limits.cellBytes());
        } catch (SQLException failure) {
            if (execution.end() != Execution.End.BY_ITSELF || !Failures.harmless(failure)) {
                lease.spoil();
            }
            throw refusal(failure, execution, elapsed(start), sql, limits);
        } catch (OutOfMemoryError error) {
            // One value or message that is larger than the heap, refused by the allocation itself.
            lease.spoil();
            throw Failures.tooLarge(bounds.resultBytes());
        } catch (RuntimeException | Error unexpected) {
            // Nobody knows what was sent: perhaps half a transaction.
            lease.spoil();
            throw unexpected;
        }
    }

    private Refused refusal(
            SQLException failure, Execution execution, Duration lasted, SafeSql sql, Limits limits)
            throws ConnectionLost {
        Execution.End end = execution.end();
        if (end != Execution.End.BY_ITSELF || timedOut(failure, lasted)) {
            return Failures.stopped(end, shorter(limits));
        }
        if (Failures.tooLong(failure)) {
            return Failures.tooLarge(bounds.resultBytes());
        }
        if (Failures.connectionLost(failure)) {
            throw new ConnectionLost(failure);
        }
        if (!execution.told() && Failures.harmless(failure)) {
            report(failure);
            return Failures.untold();
        }
        if (Failures.isUnknownName(failure)) {
            onUnknownName.run();
        }
        return Failures.running(failure, sql);
    }

    /** What the database says of it names its roles, so it is for the log; one line a minute. */
    private void report(SQLException failure) {
        Instant last = reported.get();
        Instant now = clock.instant();
        boolean due = Duration.between(last, now).compareTo(QUIET) >= 0;
        if (due && reported.compareAndSet(last, now)) {
            LOG.warn("the session cannot be told who asks: {}", failure.getMessage());
        }
    }

    /** The database stops a statement for its timeout and for an administrator with one code. */
    private boolean timedOut(SQLException failure, Duration lasted) {
        return Failures.state(failure).equals("57014") && lasted.compareTo(bounds.queryTime()) >= 0;
    }

    /**
     * The database keeps the session's time by itself; ours is for a shorter one, and a reserve.
     */
    private Duration patience(Limits limits) {
        return limits.time().compareTo(bounds.queryTime()) < 0
                ? limits.time()
                : bounds.queryTime().plus(GRACE);
    }

    private Duration shorter(Limits limits) {
        return limits.time().compareTo(bounds.queryTime()) < 0 ? limits.time() : bounds.queryTime();
    }

    private Duration elapsed(Instant since) {
        return Duration.between(since, clock.instant());
    }
}
