package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.engine.SessionContext;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private static final int FLAGS =
            QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_SUPPRESS_BEGIN;

    private final BaseConnection connection;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final CountDownLatch left = new CountDownLatch(1);
    private boolean told;

    Execution(BaseConnection connection) {
        this.connection = connection;
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
        Sending sending = Sending.of(text, session, connection);
        Fetched fetched = new Fetched(sending.statement());
        Work work = executor -> send(sending, fetched, rows, 0, FLAGS, executor);
        return watched(work, fetched, session.isEmpty(), patience, cancellation);
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
        Fetched fetched = new Fetched(sending.statement());
        int flags = FLAGS | QueryExecutor.QUERY_FORWARD_CURSOR;
        Work work = executor -> send(sending, fetched, 0, rows, flags, executor);
        return watched(work, fetched, false, patience, cancellation);
    }

    /** The next rows of a result that {@link #open} began. */
    Fetched more(
            Fetched before,
            ResultCursor cursor,
            int rows,
            Duration patience,
            Cancellation cancellation)
            throws SQLException {
        Fetched fetched = before.next();
        Work work = executor -> executor.fetch(cursor, fetched, rows, false);
        return watched(work, fetched, true, patience, cancellation);
    }

    /** Ends the transaction that {@link #open} began. */
    void finish(Duration patience) throws SQLException {
        Sending rollback = Sending.rollback(connection);
        Fetched nothing = new Fetched(rollback.statement());
        Work work = executor -> send(rollback, nothing, 0, 0, FLAGS, executor);
        watched(work, nothing, true, patience, new Cancellation());
    }

    /** What is done with the driver while time and cancellation are watched. */
    private interface Work {
        void with(QueryExecutor executor) throws SQLException;
    }

    private static void send(
            Sending sending,
            Fetched fetched,
            int mostRows,
            int rowsAtATime,
            int flags,
            QueryExecutor executor)
            throws SQLException {
        executor.execute(
                sending.query(), sending.parameters(), fetched, mostRows, rowsAtATime, flags);
    }

    private Fetched watched(
            Work work,
            Fetched fetched,
            boolean nothingToTell,
            Duration patience,
            Cancellation cancellation)
            throws SQLException {
        try (var _ = cancellation.onCancel(() -> end.complete(End.CALLED_OFF))) {
            Thread.ofVirtual().name("statement-watch").start(() -> watch(patience));
            work.with(connection.getQueryExecutor());
        } catch (SQLException failure) {
            rollBackAfter(failure);
            throw failure;
        } finally {
            told = nothingToTell || fetched.isAfterOthers();
            end.complete(End.BY_ITSELF);
            left.countDown();
        }
        return fetched;
    }

    /**
     * After an error the database skips the rest of what was sent, and with it the end of the
     * transaction. A connection that stays in one is not used again: {@link Lease#close}.
     */
    private void rollBackAfter(SQLException failure) {
        boolean inside = connection.getTransactionState() != TransactionState.IDLE;
        if (!inside || end.isDone() || !Failures.harmless(failure)) {
            return;
        }
        Sending rollback = Sending.rollback(connection);
        Fetched nothing = new Fetched(rollback.statement());
        try {
            send(rollback, nothing, 0, 0, FLAGS, connection.getQueryExecutor());
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
        return end.getNow(End.BY_ITSELF);
    }

    private void watch(Duration patience) {
        End how =
                end.completeOnTimeout(End.TIME_UP, patience.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
        if (how == End.BY_ITSELF) {
            return;
        }
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
