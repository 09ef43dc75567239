package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.engine.SessionContext;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.TransactionState;

/**
 * One statement at work on one connection, and what can stop it: its time is up, or nobody wants
 * the answer any more. It is stopped in the database; when that does not help, the connection is
 * cut.
 *
 * <p>The driver's {@code Statement} is left out, and its executor asked: that one tells the types
 * of columns without asking the database again, and lets a text that the driver would split into
 * several statements be seen and refused.
 */
final class Execution {

    /** How a statement came to its end. */
    enum End {
        BY_ITSELF,
        TIME_UP,
        CALLED_OFF
    }

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int CANCEL_AGAIN_MILLIS = 200;

    /** A statement that the database forgets when it has run. */
    static final int ONCE = QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_SUPPRESS_BEGIN;

    private final BaseConnection connection;
    private final Repeats repeats;
    private final Watch watch;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile long deadline;
    private boolean told;

    Execution(Wire wire) {
        this.connection = wire.connection();
        this.repeats = wire.repeats();
        this.watch = wire.watch();
    }

    /** Runs a text that is one statement, and tells the session nothing. */
    Fetched run(String text, int rows, Duration patience, Cancellation cancellation)
            throws SQLException {
        return run(text, SessionContext.EMPTY, rows, patience, cancellation);
    }

    /**
     * Runs a text that is one statement.
     *
     * @param session what the session is told before, and forgets after
     * @param rows the most rows to fetch; the database is told
     * @param patience how long to wait for it
     * @throws SQLException also when it was stopped: {@link #end} tells
     */
    Fetched run(
            String text,
            SessionContext session,
            int rows,
            Duration patience,
            Cancellation cancellation)
            throws SQLException {
        Work work =
                session.isEmpty()
                        ? executor -> repeat(text, rows, executor)
                        : executor -> {
                            Sending sending = Sending.of(text, session, connection);
                            return send(sending, rows, 0, ONCE, executor);
                        };
        return watched(work, session.isEmpty(), patience, cancellation);
    }

    /** A statement that failed for the name that it has in the database runs without. */
    private Fetched repeat(String text, int rows, QueryExecutor executor) throws SQLException {
        Repeats.Asked asked = repeats.asking(text, it -> Sending.alone(it, executor));
        try {
            return send(Sending.of(asked.query()), rows, 0, asked.flags(), executor);
        } catch (SQLException failure) {
            if (!asked.isNamed() || !repeats.failedForName(failure) || end.get() != null) {
                throw failure;
            }
            repeats.forget(text);
            return send(Sending.of(Sending.alone(text, executor)), rows, 0, ONCE, executor);
        }
    }

    /**
     * Runs a text that is one statement, in a transaction that goes on: {@link #more} yields what
     * follows, and {@link #finish} ends it.
     *
     * @param idle how long the database waits for the next reading before it ends the session
     * @throws SQLException as {@link #run}; the transaction is over then
     */
    Fetched open(
            String text,
            SessionContext session,
            Duration idle,
            int rows,
            Duration patience,
            Cancellation cancellation)
            throws SQLException {
        Sending sending = Sending.open(text, session, idle, connection);
        int flags = ONCE | QueryExecutor.QUERY_FORWARD_CURSOR;
        return watched(
                executor -> send(sending, 0, rows, flags, executor), false, patience, cancellation);
    }

    /** The next rows of a result that {@link #open} began. */
    Fetched more(
            Fetched before,
            ResultCursor cursor,
            int rows,
            Duration patience,
            Cancellation cancellation)
            throws SQLException {
        Work work =
                executor -> {
                    Fetched fetched = before.next();
                    executor.fetch(cursor, fetched, rows, false);
                    return fetched;
                };
        return watched(work, true, patience, cancellation);
    }

    /** Ends the transaction that {@link #open} began. */
    void finish(Duration patience) throws SQLException {
        watched(this::rollBack, true, patience, new Cancellation());
    }

    private Fetched rollBack(QueryExecutor executor) throws SQLException {
        return send(Sending.rollback(executor), 0, 0, ONCE, executor);
    }

    /** What is done with the driver while time and cancellation are watched. */
    private interface Work {
        Fetched with(QueryExecutor executor) throws SQLException;
    }

    private Fetched send(
            Sending sending, int mostRows, int rowsAtATime, int flags, QueryExecutor executor)
            throws SQLException {
        Fetched fetched = new Fetched(sending.statement());
        try {
            executor.execute(
                    sending.query(), sending.parameters(), fetched, mostRows, rowsAtATime, flags);
        } finally {
            told |= fetched.isAfterOthers();
        }
        return fetched;
    }

    private Fetched watched(
            Work work, boolean nothingToTell, Duration patience, Cancellation cancellation)
            throws SQLException {
        told = nothingToTell;
        deadline = System.nanoTime() + patience.toNanos();
        watch.begin(this);
        try (var _ = cancellation.onCancel(() -> stop(End.CALLED_OFF))) {
            return work.with(connection.getQueryExecutor());
        } catch (SQLException failure) {
            rollBackAfter(failure);
            throw failure;
        } finally {
            watch.end(this);
            end.compareAndSet(null, End.BY_ITSELF);
            left.countDown();
        }
    }

    /**
     * After an error the database skips the rest of what was sent, and with it the end of the
     * transaction. A connection that stays in one is not used again: {@link Lease#close}.
     */
    private void rollBackAfter(SQLException failure) {
        boolean inside = connection.getTransactionState() != TransactionState.IDLE;
        if (!inside || end.get() != null || !Failures.harmless(failure)) {
            return;
        }
        try {
            rollBack(connection.getQueryExecutor());
        } catch (SQLException more) {
            failure.addSuppressed(more);
        }
    }

    /** Whether the session took what it was told, as far as the database said anything. */
    boolean told() {
        return told;
    }

    /** How it ended; {@link End#BY_ITSELF} also with an error of the database. */
    End end() {
        return Objects.requireNonNullElse(end.get(), End.BY_ITSELF);
    }

    /** Stops it when its time is up. */
    void stopIfLate(long now) {
        if (now - deadline > 0) {
            stop(End.TIME_UP);
        }
    }

    private void stop(End how) {
        if (end.compareAndSet(null, how)) {
            Thread.ofVirtual().name("statement-stop").start(this::stopInDatabase);
        }
    }

    private void stopInDatabase() {
        Thread.ofVirtual().name("statement-cancel").start(this::cancel);
        if (!leftWithin(GRACE.toMillis())) {
            cut();
        }
    }

    /** A cancel that overtakes its statement does nothing, so it is said again. */
    private void cancel() {
        do {
            try {
                connection.cancelQuery();
            } catch (SQLException _) {
                return;
            }
        } while (!leftWithin(CANCEL_AGAIN_MILLIS));
    }

    private void cut() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // It was closed already, which is what was wanted.
        }
    }

    private boolean leftWithin(long millis) {
        try {
            return left.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
