package dev.gatehouse.postgres.parser;

import org.jspecify.annotations.Nullable;

/**
 * A text that has not become a tree. Each kind has another owner; the permitted classes say which.
 */
public abstract sealed class ParserException extends RuntimeException
        permits SqlSyntaxException,
                SqlTextException,
                SqlTooComplexException,
                ParserOverloadedException,
                ParserInterruptedException,
                ParserFaultException {

    ParserException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
