package dev.gatehouse.mcp.prompt;

/** Writes the messages of a prompt. */
@FunctionalInterface
public interface PromptRenderer {

    /**
     * Answers one request. Runs on a virtual thread and may block; many run at once. All required
     * arguments are there. A refusal is a value; an exception is a bug: the client hears "internal
     * error" and a number, the embedding program hears everything.
     */
    PromptResult render(PromptCall call);
}
