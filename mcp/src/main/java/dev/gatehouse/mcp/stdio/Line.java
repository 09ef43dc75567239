package dev.gatehouse.mcp.stdio;

/** What a {@link LineReader} finds. */
sealed interface Line {

    /** A line, without its end; the array belongs to whoever gets it. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Text(byte[] bytes) implements Line {}

    /** A line that was longer than allowed; it was skipped. */
    record TooLong() implements Line {}

    /** The end of the input. */
    record End() implements Line {}
}
