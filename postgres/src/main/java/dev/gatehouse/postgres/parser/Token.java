package dev.gatehouse.postgres.parser;

/**
 * A token as PostgreSQL's scanner sees it.
 *
 * @param start its first byte in the text
 * @param end the byte after its last one
 * @param kind libpg_query's number for its kind; a character for those of one ASCII character.
 *     Source: {@code enum Token} in {@code pg_query.proto}; apart from the characters and the
 *     comments the numbers differ between major versions
 */
public record Token(int start, int end, int kind) {
    private static final int SQL_COMMENT = 275;
    private static final int C_COMMENT = 276;

    /** Whether this is a comment, to the end of the line or between {@code /*} and its end. */
    public boolean comment() {
        return kind == SQL_COMMENT || kind == C_COMMENT;
    }
}
