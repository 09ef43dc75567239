package dev.gatehouse.mcp.resource;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.input.AskingHandler;
import dev.gatehouse.mcp.input.Outcome;
import java.util.regex.Pattern;

/**
 * A resource with a URI of its own, as a value.
 *
 * @param uri a scheme and visible ASCII characters behind it (RFC 3986); at most 2,000
 * @param name for programs
 * @param title for people
 * @param description what it is, for the model
 * @param mimeType the media type of its contents (RFC 6838)
 * @param reader reads it, and may ask for input before
 */
public record Resource(
        String uri,
        String name,
        String title,
        String description,
        String mimeType,
        AskingHandler<ReadCall, ReadResult> reader) {

    private static final Pattern URI =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,50}:[!-~]{1,1949}");

    public Resource {
        if (!URI.matcher(uri).matches()) {
            throw new IllegalArgumentException("not a resource's URI: " + uri);
        }
        requireNonNull(name, "name is null");
        requireNonNull(title, "title is null");
        requireNonNull(description, "description is null");
        requireNonNull(mimeType, "mimeType is null");
        requireNonNull(reader, "reader is null");
    }

    /** A resource that is read without asking. */
    public static Resource of(
            String uri,
            String name,
            String title,
            String description,
            String mimeType,
            ResourceReader reader) {
        return new Resource(
                uri, name, title, description, mimeType, call -> Outcome.done(reader.read(call)));
    }
}
