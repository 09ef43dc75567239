package dev.gatehouse.mcp.resource;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.completion.Completer;
import dev.gatehouse.mcp.input.AskingHandler;
import dev.gatehouse.mcp.input.Outcome;
import java.util.HashMap;
import java.util.Map;

/**
 * Resources whose URIs follow one pattern, as a value. A new one suggests no values.
 *
 * @param template the pattern of the URIs
 * @param name for programs
 * @param title for people
 * @param description what the resources are, for the model
 * @param mimeType the media type of their contents (RFC 6838)
 * @param reader reads one of them, and may ask for input before
 * @param completers by variable; one that is missing suggests nothing
 */
public record ResourceTemplate(
        UriTemplate template,
        String name,
        String title,
        String description,
        String mimeType,
        AskingHandler<ReadCall, ReadResult> reader,
        Map<String, Completer> completers) {

    public ResourceTemplate {
        requireNonNull(template, "template is null");
        requireNonNull(name, "name is null");
        requireNonNull(title, "title is null");
        requireNonNull(description, "description is null");
        requireNonNull(mimeType, "mimeType is null");
        requireNonNull(reader, "reader is null");
        completers = Map.copyOf(completers);
        if (!template.variables().containsAll(completers.keySet())) {
            throw new IllegalArgumentException(template + " does not have all completed variables");
        }
    }

    /** A template that is read without asking, and whose variables have no suggestions. */
    public static ResourceTemplate of(
            String template,
            String name,
            String title,
            String description,
            String mimeType,
            ResourceReader reader) {
        return new ResourceTemplate(
                UriTemplate.parse(template),
                name,
                title,
                description,
                mimeType,
                call -> Outcome.done(reader.read(call)),
                Map.of());
    }

    /** The same with suggestions for one variable. */
    public ResourceTemplate completing(String variable, Completer completer) {
        Map<String, Completer> more = new HashMap<>(completers);
        more.put(variable, completer);
        return new ResourceTemplate(template, name, title, description, mimeType, reader, more);
    }

    /** What suggests values for {@code variable}. */
    public Completer completer(String variable) {
        return completers.getOrDefault(variable, Completer.NONE);
    }
}
