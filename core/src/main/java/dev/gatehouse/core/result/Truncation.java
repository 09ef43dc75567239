package dev.gatehouse.core.result;

/** Why an answer is shorter than the result. A fact in the answer, not an error. */
public enum Truncation {
    /** Everything is there. */
    NONE,
    /** There were more rows than the row limit. */
    ROWS,
    /** The rows were larger than the byte limit. */
    BYTES,
    /** Every row is there, but some value was longer than the limit for one cell. */
    CELL
}
