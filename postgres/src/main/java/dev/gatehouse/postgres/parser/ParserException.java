package dev.gatehouse.postgres.parser;

import dev.gatehouse.postgres.parser.wasm.ModuleFailure;
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

    /** What it means for the text that a job on an instance has ended in this way. */
    static ParserException of(@Nullable Throwable end) {
        if (end instanceof ModuleFailure failure) {
            return switch (failure.kind()) {
                case STACK -> new SqlTooComplexException(SqlTooComplexException.Reason.NESTING);
                case MEMORY -> new SqlTooComplexException(SqlTooComplexException.Reason.MEMORY);
                case TIME -> new ParserInterruptedException(failure);
                case FAULT -> new ParserFaultException("the grammar's module has failed", failure);
            };
        }
        return new ParserFaultException("the grammar cannot run", end);
    }
}
