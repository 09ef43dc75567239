package dev.gatehouse.postgres.parser;

/** The bytes are not a text that can be parsed at all. */
public final class SqlTextException extends ParserException {
    private final Reason reason;
    private final int offset;

    /** What is wrong with the bytes. */
    public enum Reason {
        /** More than {@link ParserLimits#maxTextBytes}. */
        TOO_LONG,
        /** A NUL character; PostgreSQL's texts cannot have one. */
        NUL,
        /** Not UTF-8; lone surrogates and overlong forms are not either. */
        NOT_UTF8
    }

    SqlTextException(Reason reason, int offset, String message) {
        super(message, null);
        this.reason = reason;
        this.offset = offset;
    }

    public Reason reason() {
        return reason;
    }

    /** The byte where it goes wrong; -1 when that is no single place. */
    public int offset() {
        return offset;
    }
}
