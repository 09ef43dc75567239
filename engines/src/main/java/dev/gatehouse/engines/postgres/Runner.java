package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.OpenResult;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.sql.SafeSql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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

    /** Runs a statement, and has its rows as they arrived. */
    PostgresRows run(
            SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation) {
        return run(order(sql, session, limits, cancellation), this::whole);
    }

    /** Runs a statement so that its result can be held open, unless this is not wanted. */
    PostgresRows open(
            SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation) {
        Order order = order(sql, session, limits, cancellation);
        return run(order, pool.results().areAllowed() ? this::begun : this::whole);
    }

    /** Reads on in a result that is held open; empty when there is none that fits. */
    Optional<Rows> readOn(
            OpenResult open,
            SafeSql sql,
            SessionContext session,
            Limits limits,
            Cancellation cancellation) {
        Order order = order(sql, session, limits, cancellation);
        return pool.results()
                .take(open.number(), sql.text(), session)
                .flatMap(result -> readOn(result, order));
    }

    private Order order(
            SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation) {
        return new Order(sql, session, limits, cancellation, patience(limits));
    }

    /**
     * A result whose connection is gone, or that is more than the driver reads of one, is one that
     * cannot be read on.
     */
    private Optional<Rows> readOn(HeldResult result, Order order) {
        Way more =
                (execution, lease) -> {
                    Fetched fetched = result.fetch(execution, order);
                    checkEnd(execution, lease, order);
                    return result.next(fetched, order.limits().cellBytes());
                };
        try {
            return Optional.of(attempt(result.lease(), result, order, more));
        } catch (ConnectionLost lost) {
            return Optional.empty();
        } catch (Refused refused) {
            if (refused.refusal().code() == Code.RESULT_TOO_LARGE) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** One way to get rows from a connection. */
    private interface Way {
        PostgresRows rows(Execution execution, Lease lease) throws SQLException;
    }

    private Way whole(Order order) {
        return (execution, lease) -> {
            Fetched fetched =
                    execution.run(
                            order.sql().text(),
                            order.session(),
                            order.rows(),
                            order.patience(),
                            order.cancellation());
            checkEnd(execution, lease, order);
            return new PostgresRows(
                    lease::close,
                    fetched.fields(),
                    types.of(fetched.fields(), lease.wire()),
                    fetched.tuples(),
                    order.limits().cellBytes());
        };
    }

    private Way begun(Order order) {
        return (execution, lease) -> {
            Fetched fetched =
                    execution.open(
                            order.sql().text(),
                            order.session(),
                            pool.results().idle().plus(GRACE),
                            order.rows(),
                            order.patience(),
                            order.cancellation());
            checkEnd(execution, lease, order);
            return new HeldResult(pool.results(), lease, order, fetched)
                    .first(types, order.limits().cellBytes());
        };
    }

    private void checkEnd(Execution execution, Lease lease, Order order) {
        if (execution.end() != Execution.End.BY_ITSELF) {
            lease.spoil();
            throw Failures.stopped(execution.end(), shorter(order.limits()));
        }
    }

    /**
     * Runs a statement. A pooled connection may have died since it was used; a read that finds its
     * connection dead is sent once more on a fresh one.
     */
    private PostgresRows run(Order order, Function<Order, Way> way) {
        Instant start = clock.instant();
        try {
            return attempt(order, way.apply(order));
        } catch (ConnectionLost lost) {
            pool.discardIdle();
            if (elapsed(start).compareTo(STALE) > 0) {
                throw Failures.away();
            }
        }
        try {
            return attempt(order, way.apply(order));
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

    private PostgresRows attempt(Order order, Way way) throws ConnectionLost {
        Lease lease = pool.borrow();
        return attempt(lease, lease::close, order, way);
    }

    private PostgresRows attempt(Lease lease, RowSource source, Order order, Way way)
            throws ConnectionLost {
        boolean answered = false;
        try {
            if (order.cancellation().cancelled()) {
                throw Failures.stopped(Execution.End.CALLED_OFF, order.limits().time());
            }
            PostgresRows rows = execute(lease, order, way);
            answered = true;
            return rows;
        } finally {
            if (!answered) {
                source.close();
            }
        }
    }

    private PostgresRows execute(Lease lease, Order order, Way way) throws ConnectionLost {
        Execution execution = new Execution(lease.wire());
        Instant start = clock.instant();
        try {
            return way.rows(execution, lease);
        } catch (SQLException failure) {
            if (execution.end() != Execution.End.BY_ITSELF || !Failures.harmless(failure)) {
                lease.spoil();
            }
            throw refusal(failure, execution, elapsed(start), order.sql(), order.limits());
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
