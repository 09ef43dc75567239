package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.ask.Cancellation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;

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

    private final BaseConnection connection;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final CountDownLatch left = new CountDownLatch(1);

    Execution(BaseConnection connection) {
        this.connection = connection;
    }

    /**
     * Runs a text that is one statement.
     *
     * @param rows the most rows to fetch; the database is told
     * @param patience how long to wait for it
     * @throws SQLException also when it was stopped: {@link #end} tells
     */
    Fetched run(String text, int rows, Duration patience, Cancellation cancellation)
            throws SQLException {
        Query query = one(text);
        Fetched fetched = new Fetched();
        try (var _ = cancellation.onCancel(() -> end.complete(End.CALLED_OFF))) {
            Thread.ofVirtual().name("statement-watch").start(() -> watch(patience));
            int flags = QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_SUPPRESS_BEGIN;
            connection.getQueryExecutor().execute(query, null, fetched, rows, 0, flags);
        } finally {
            end.complete(End.BY_ITSELF);
            left.countDown();
        }
        return fetched;
    }

    private Query one(String text) throws SQLException {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a statement has no NUL");
        }
        Query query = connection.getQueryExecutor().createSimpleQuery(text);
        if (query.getSubqueries() != null) {
            throw new IllegalArgumentException("a proven text is one statement");
        }
        return query;
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
