package dev.gatehouse.mcp.prompt;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.completion.Completer;

/**
 * An argument of a prompt: always a text.
 *
 * @param name for programs
 * @param title for people
 * @param description what it is for
 * @param required whether the prompt needs it
 * @param completer suggests values
 */
public record PromptArgument(
        String name, String title, String description, boolean required, Completer completer) {

    public PromptArgument {
        requireNonNull(name, "name is null");
        requireNonNull(title, "title is null");
        requireNonNull(description, "description is null");
        requireNonNull(completer, "completer is null");
    }

    /** An argument that must be there. */
    public static PromptArgument required(String name, String title, String description) {
        return new PromptArgument(name, title, description, true, Completer.NONE);
    }

    /** An argument that may be absent. */
    public static PromptArgument optional(String name, String title, String description) {
        return new PromptArgument(name, title, description, false, Completer.NONE);
    }

    /** The same with suggestions. */
    public PromptArgument completing(Completer suggestions) {
        return new PromptArgument(name, title, description, required, suggestions);
    }
}
