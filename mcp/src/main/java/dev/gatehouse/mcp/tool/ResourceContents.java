package dev.gatehouse.mcp.tool;

import static java.util.Objects.requireNonNull;

/** What a resource holds, whether it was read or stands inside a result. */
public sealed interface ResourceContents {

    /** What this is the content of. */
    String uri();

    /** The media type (RFC 6838). */
    String mimeType();

    /** A text. */
    record Text(String uri, String mimeType, String text) implements ResourceContents {
        public Text {
            requireNonNull(uri, "uri is null");
            requireNonNull(mimeType, "mimeType is null");
            requireNonNull(text, "text is null");
        }
    }

    /**
     * Bytes.
     *
     * @param base64 as they stand in a message (RFC 4648, section 4)
     */
    record Blob(String uri, String mimeType, String base64) implements ResourceContents {
        public Blob {
            requireNonNull(uri, "uri is null");
            requireNonNull(mimeType, "mimeType is null");
            requireNonNull(base64, "base64 is null");
        }
    }
}
