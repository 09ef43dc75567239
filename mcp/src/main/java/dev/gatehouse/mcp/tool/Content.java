package dev.gatehouse.mcp.tool;

import static java.util.Objects.requireNonNull;

/** One block of a tool's result or of a prompt's message that a model reads. */
public sealed interface Content {

    /** Plain text. */
    record Text(String text) implements Content {
        public Text {
            requireNonNull(text, "text is null");
        }
    }

    /**
     * A picture.
     *
     * @param mimeType its media type (RFC 6838)
     * @param base64 its bytes (RFC 4648, section 4)
     */
    record Image(String mimeType, String base64) implements Content {
        public Image {
            requireNonNull(mimeType, "mimeType is null");
            requireNonNull(base64, "base64 is null");
        }
    }

    /**
     * A sound; revision 2024-11-05 has none, and shows in its place that there is one.
     *
     * @param mimeType its media type (RFC 6838)
     * @param base64 its bytes (RFC 4648, section 4)
     */
    record Audio(String mimeType, String base64) implements Content {
        public Audio {
            requireNonNull(mimeType, "mimeType is null");
            requireNonNull(base64, "base64 is null");
        }
    }

    /** The contents of a resource. */
    record Embedded(ResourceContents contents) implements Content {
        public Embedded {
            requireNonNull(contents, "contents is null");
        }
    }
}
