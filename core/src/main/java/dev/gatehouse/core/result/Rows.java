package dev.gatehouse.core.result;

import java.util.List;

/**
 * The rows of a running statement, read once, in order, by one thread. Closing frees the
 * connection, also in the middle.
 *
 * <p>Reading may end in {@link dev.gatehouse.core.refusal.Refused}: timeout, cancellation, database
 * error.
 */
public interface Rows extends AutoCloseable {

    List<ResultColumn> columns();

    /** Moves to the next row; false after the last. */
    boolean next();

    /** The values of the current row, one for each column. */
    List<Value> row();

    /**
     * Holds the result open after the closing, so that what comes after its first {@code read} rows
     * can be read later.
     *
     * @return the number to read on with; 0 when it cannot be held
     */
    default long hold(int read) {
        return 0;
    }

    @Override
    void close();
}
