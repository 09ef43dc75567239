package dev.gatehouse.postgres.parser;

/**
 * The calling thread was interrupted before there was an answer; its interrupt flag is still set.
 */
public final class ParserInterruptedException extends ParserException {
    ParserInterruptedException(Throwable cause) {
        super("interrupted while parsing", cause);
    }
}
