package dev.gatehouse.core.ask;

/**
 * Where in the result of a statement an answer begins.
 *
 * @param row how many rows come before
 * @param open the result that may be held open there
 */
public record Position(int row, OpenResult open) {

    /** The beginning of every result. */
    public static final Position START = new Position(0, OpenResult.NONE);

    public Position {
        if (row < 0) {
            throw new IllegalArgumentException("a result begins at row 0");
        }
    }

    /** Whether this is the beginning. */
    public boolean isStart() {
        return row == 0;
    }
}
