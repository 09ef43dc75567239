package dev.gatehouse.core.ask;

/**
 * A result that an engine may still hold open behind the rows that were read of it. It gives no
 * right to anything: the statement that is read on is proven anew, and has to be the same.
 *
 * @param number what the engine knows it by; 0 for none
 * @param skipped how many rows its statement left out when it was run
 * @param rows the most rows that its statement yields
 */
public record OpenResult(long number, int skipped, int rows) {

    /** No result is held open. */
    public static final OpenResult NONE = new OpenResult(0, 0, 0);

    /**
     * Whether its statement yields {@code count} rows after {@code row} of the whole result, and
     * another one to tell that they are not the last.
     */
    public boolean reaches(int row, int count) {
        return (long) row - skipped + count < rows;
    }

    /** The same statement's result under another number; none for 0. */
    public OpenResult numbered(long other) {
        return other == 0 ? NONE : new OpenResult(other, skipped, rows);
    }
}
