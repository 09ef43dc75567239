package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.engine.SessionContext;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.Field;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.TransactionState;
import org.postgresql.core.Tuple;

/**
 * A result that is read in parts: a transaction on a connection of its own, in which the database
 * stands behind the last row that was fetched. Used by one thread at a time; {@link OpenResults}
 * hands it from one to the next.
 */
final class HeldResult implements RowSource {

    /** Rows that were fetched and not read stay in memory; more than that is not worth it. */
    private static final long MOST_BYTES = 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final OpenResults results;
    private final Lease lease;
    private final String text;
    private final SessionContext session;
    private final long since = System.nanoTime();
    private List<Field> fields = List.of();
    private List<ResultType> types = List.of();
    private Fetched last;
    private List<Tuple> rest = List.of();

    /**
     * @param first its first rows
     */
    HeldResult(OpenResults results, Lease lease, Order order, Fetched first) {
        this.results = results;
        this.lease = lease;
        this.text = order.sql().text();
        this.session = order.session();
        this.last = first;
    }

    /** Its first rows. */
    PostgresRows first(ResultTypes known, int cellBytes) throws SQLException {
        fields = last.fields();
        types = known.of(fields, lease.wire());
        return new PostgresRows(this, fields, types, last.tuples(), cellBytes);
    }

    /** Fetches so many rows that they and those that were left over are as many as are wanted. */
    Fetched fetch(Execution execution, Order order) throws SQLException {
        int wanted = order.rows() - rest.size();
        ResultCursor cursor = last.cursor().orElseThrow();
        return wanted <= 0
                ? last.next(cursor)
                : execution.more(last, cursor, wanted, order.patience(), order.cancellation());
    }

    /** Its next rows. */
    PostgresRows next(Fetched fetched, int cellBytes) {
        List<Tuple> tuples = new ArrayList<>(rest);
        tuples.addAll(fetched.tuples());
        last = fetched;
        rest = List.of();
        return new PostgresRows(this, fields, types, tuples, cellBytes);
    }

    @Override
    public long hold(List<Tuple> unread) {
        long bytes = unread.stream().mapToLong(Tuple::length).sum();
        if (last.cursor().isEmpty() || bytes > MOST_BYTES) {
            return 0;
        }
        rest = new ArrayList<>(unread);
        last = last.next(last.cursor().get());
        return results.park(this);
    }

    /** Whether it is the result of this very statement, with the session told the same. */
    boolean isOf(String sql, SessionContext told) {
        return text.equals(sql) && session.equals(told);
    }

    Lease lease() {
        return lease;
    }

    /** Since when its transaction keeps the database from tidying up. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** Ends the transaction; a connection on which that fails is not used again. */
    @Override
    public void close() {
        try {
            if (!lease.isSpoiled()
                    && lease.driver().getTransactionState() != TransactionState.IDLE) {
                new Execution(lease.wire()).finish(PATIENCE);
            }
        } catch (SQLException failure) {
            lease.spoil();
        } finally {
            lease.close();
        }
    }
}
