package dev.gatehouse.postgres.parser;

/** The text may well be SQL, but parsing it takes more than a text may take. */
public final class SqlTooComplexException extends ParserException {
    private final Reason reason;

    /** What would be exceeded. */
    public enum Reason {
        /** Nested too deeply. */
        NESTING,
        /** More than {@link ParserLimits#maxMemoryPages}. */
        MEMORY,
        /** Longer than {@link ParserLimits#budget}. */
        TIME
    }

    SqlTooComplexException(Reason reason) {
        super(message(reason), null);
        this.reason = reason;
    }

    private static String message(Reason reason) {
        return switch (reason) {
            case NESTING -> "the SQL text is nested too deeply";
            case MEMORY -> "the SQL text takes too much memory to parse";
            case TIME -> "the SQL text takes too long to parse";
        };
    }

    public Reason reason() {
        return reason;
    }
}
