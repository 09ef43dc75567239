package dev.gatehouse.mcp.tool;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.input.AskingHandler;
import dev.gatehouse.mcp.input.Outcome;
import dev.gatehouse.mcp.schema.ObjectSchema;
import dev.gatehouse.mcp.schema.Schema;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tool, as a value. A new one takes no arguments, promises no structure, and says the worst of
 * itself; the methods return refined copies.
 *
 * @param name letters, digits, {@code _}, {@code -} and {@code .}; 1 to 128 characters
 * @param title a name for people
 * @param description what the tool does and when to use it, for the model
 * @param inputSchema what arguments it takes
 * @param outputSchema what its structured content is; empty when it has none
 * @param annotations what it does to its surroundings
 * @param handler what it does
 */
public record Tool(
        String name,
        String title,
        String description,
        ObjectSchema inputSchema,
        Optional<ObjectSchema> outputSchema,
        ToolAnnotations annotations,
        AskingHandler<ToolCall, ToolResult> handler) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    public Tool {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a tool's name: " + name);
        }
        requireNonNull(title, "title is null");
        requireNonNull(description, "description is null");
        requireNonNull(inputSchema, "inputSchema is null");
        requireNonNull(outputSchema, "outputSchema is null");
        requireNonNull(annotations, "annotations is null");
        requireNonNull(handler, "handler is null");
    }

    /** A tool that takes no arguments. */
    public static Tool of(String name, String title, String description, ToolHandler handler) {
        return asking(name, title, description, call -> Outcome.done(handler.call(call)));
    }

    /** A tool that takes no arguments, and may ask for input before it is done. */
    public static Tool asking(
            String name,
            String title,
            String description,
            AskingHandler<ToolCall, ToolResult> handler) {
        return new Tool(
                name,
                title,
                description,
                Schema.object(),
                Optional.empty(),
                ToolAnnotations.WORST,
                handler);
    }

    /** The same with arguments. */
    public Tool input(ObjectSchema schema) {
        return new Tool(name, title, description, schema, outputSchema, annotations, handler);
    }

    /**
     * The same with a promise: every answer that is no error carries structured content like this.
     */
    public Tool output(ObjectSchema schema) {
        return new Tool(
                name, title, description, inputSchema, Optional.of(schema), annotations, handler);
    }

    /** The same with hints about what it does to its surroundings. */
    public Tool annotated(ToolAnnotations hints) {
        return new Tool(name, title, description, inputSchema, outputSchema, hints, handler);
    }
}
