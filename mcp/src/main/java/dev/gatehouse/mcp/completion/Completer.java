package dev.gatehouse.mcp.completion;

/** Suggests values for one argument of a prompt or one variable of a resource template. */
@FunctionalInterface
public interface Completer {

    /** Suggests nothing. */
    Completer NONE = call -> Completion.NONE;

    /**
     * Answers one request. Runs on a virtual thread and may block; many run at once. An exception
     * is a bug: the client hears "internal error" and a number, the embedding program hears
     * everything.
     */
    Completion complete(CompletionCall call);
}
