package dev.gatehouse.postgres.parser;

import org.jspecify.annotations.Nullable;

/** The parser itself has failed, which is a defect of this program. */
public final class ParserFaultException extends ParserException {
    ParserFaultException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
