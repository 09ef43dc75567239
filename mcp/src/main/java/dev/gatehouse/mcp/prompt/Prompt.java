package dev.gatehouse.mcp.prompt;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.input.AskingHandler;
import dev.gatehouse.mcp.input.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A prompt, as a value: messages that a person lets a model begin with.
 *
 * @param name letters, digits, {@code _}, {@code -} and {@code .}; 1 to 128 characters
 * @param title a name for people
 * @param description what the prompt is for
 * @param arguments in the order in which they are shown
 * @param renderer writes its messages, and may ask for input before
 */
public record Prompt(
        String name,
        String title,
        String description,
        List<PromptArgument> arguments,
        AskingHandler<PromptCall, PromptResult> renderer) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    public Prompt {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a prompt's name: " + name);
        }
        requireNonNull(title, "title is null");
        requireNonNull(description, "description is null");
        arguments = List.copyOf(arguments);
        requireNonNull(renderer, "renderer is null");
        long names = arguments.stream().map(PromptArgument::name).distinct().count();
        if (names < arguments.size()) {
            throw new IllegalArgumentException("an argument is named twice");
        }
    }

    /** A prompt that is written without asking. */
    public static Prompt of(
            String name,
            String title,
            String description,
            List<PromptArgument> arguments,
            PromptRenderer renderer) {
        return new Prompt(
                name, title, description, arguments, call -> Outcome.done(renderer.render(call)));
    }

    /** The argument named {@code name}; empty when there is none. */
    public Optional<PromptArgument> argument(String name) {
        return arguments.stream().filter(known -> known.name().equals(name)).findFirst();
    }
}
