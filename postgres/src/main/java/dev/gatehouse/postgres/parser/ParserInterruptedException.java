package dev.gatehouse.postgres.parser;

/** The calling thread was interrupted while it waited; its interrupt flag is set again. */
public final class ParserInterruptedException extends ParserException {
    ParserInterruptedException(InterruptedException cause) {
        super("interrupted while parsing", cause);
    }
}
