package dev.gatehouse.grammar;

import org.jspecify.annotations.Nullable;

/** The grammar cannot be built; the message says why and what to do. */
public final class BuildFailure extends RuntimeException {
    public BuildFailure(String message) {
        super(message);
    }

    public BuildFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
