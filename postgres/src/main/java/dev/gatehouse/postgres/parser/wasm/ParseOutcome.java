package dev.gatehouse.postgres.parser.wasm;

/** What PostgreSQL's parser says of a text. */
public sealed interface ParseOutcome {

    /**
     * The text is PostgreSQL's language.
     *
     * @param json the statements, in UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Tree(byte[] json) implements ParseOutcome {}

    /**
     * The text is not.
     *
     * @param message PostgreSQL's words
     * @param cursor the number of the character where it stands, from 1; 0 for nowhere
     */
    record Rejection(String message, int cursor) implements ParseOutcome {}
}
