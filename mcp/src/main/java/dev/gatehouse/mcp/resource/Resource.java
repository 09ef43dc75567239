package dev.gatehouse.mcp.resource;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A resource with a URI of its own, as a value.
 *
 * @param uri a scheme and visible ASCII characters behind it (RFC 3986); at most 2,000
 * @param name for programs
 * @param title for people
 * @param description what it is, for the model
 * @param mimeType the media type of its contents (RFC 6838)
 * @param reader reads it
 */
public record Resource(
        String uri,
        String name,
        String title,
        String description,
        String mimeType,
        ResourceReader reader) {

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
}
