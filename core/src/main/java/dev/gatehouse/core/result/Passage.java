package dev.gatehouse.core.result;

import dev.gatehouse.core.ask.Position;

/**
 * Which part of a result an answer is.
 *
 * @param skipped how many rows of the result come before
 * @param reading how the database was brought to yield it
 * @param next where the rest begins; {@link Position#START} when there is none, or no way to it
 */
public record Passage(int skipped, Reading reading, Position next) {

    /** All there is, as far as anybody knows. */
    public static final Passage WHOLE = new Passage(0, Reading.BEGUN, Position.START);

    /** Whether the rest can be asked for. */
    public boolean goesOn() {
        return !next.isStart();
    }

    /** How the rows were come by. */
    public enum Reading {
        /** The statement was run, and these are its first rows. */
        BEGUN,
        /** The result was held open and read on: no row is missing, and none there twice. */
        READ_ON,
        /** The statement was run again, and the rows before these were left out. */
        RUN_AGAIN
    }
}
