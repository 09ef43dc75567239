package dev.gatehouse.engines.postgres;

import java.util.List;
import org.postgresql.core.Tuple;

/**
 * What rows come from, and what becomes of it once they were read. Used by one thread at a time.
 */
@FunctionalInterface
interface RowSource extends AutoCloseable {

    /** Gives back what it took. */
    @Override
    void close();

    /**
     * Keeps it for whoever reads on, instead of closing it.
     *
     * @param rest rows that were fetched and are to come first then
     * @return the number to read on with; 0 when it was not kept, and is still to be closed
     */
    default long hold(List<Tuple> rest) {
        return 0;
    }
}
