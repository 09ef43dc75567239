package dev.gatehouse.postgres.parser.wasm;

import org.jspecify.annotations.Nullable;

/** The module did not come to an answer; its instance cannot be used any more. */
public final class ModuleFailure extends RuntimeException {
    private final Kind kind;

    /** What came to an end. */
    public enum Kind {
        /** Nested deeper than the stack is. */
        STACK,
        /** Needs more memory than it may have. */
        MEMORY,
        /** Interrupted. */
        TIME,
        /** An error in the module or in how it is run. */
        FAULT
    }

    ModuleFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    ModuleFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
