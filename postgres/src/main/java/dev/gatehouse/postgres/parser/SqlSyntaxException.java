package dev.gatehouse.postgres.parser;

import java.util.Optional;

/** PostgreSQL's parser does not accept the text. The message is PostgreSQL's. */
public final class SqlSyntaxException extends ParserException {
    private final int offset;

    SqlSyntaxException(String message, int offset) {
        super(message, null);
        this.offset = offset;
    }

    /** The byte of the text where the error stands; -1 when PostgreSQL does not say. */
    public int offset() {
        return offset;
    }

    /**
     * Where the error stands, for people.
     *
     * @param utf8 the text that was parsed
     */
    public Optional<Position> position(byte[] utf8) {
        return offset < 0 ? Optional.empty() : Optional.of(Position.of(utf8, offset));
    }
}
