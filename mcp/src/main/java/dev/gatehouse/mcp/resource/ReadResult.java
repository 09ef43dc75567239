package dev.gatehouse.mcp.resource;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.tool.ResourceContents;
import java.util.List;

/** How a read ends, when nothing is broken. */
public sealed interface ReadResult {

    /**
     * What was read.
     *
     * @param contents never empty: an empty list could as well mean that there is no such resource
     */
    record Found(List<ResourceContents> contents) implements ReadResult {
        public Found {
            contents = List.copyOf(contents);
            if (contents.isEmpty()) {
                throw new IllegalArgumentException("a resource that is there has contents");
            }
        }
    }

    /** There is no such resource for this peer. It hears the same as for a URI without reader. */
    record NotFound() implements ReadResult {}

    /**
     * The resource is there and is not given out now.
     *
     * @param message why, and what to try; for the client
     */
    record Refused(String message) implements ReadResult {
        public Refused {
            requireNonNull(message, "message is null");
        }
    }

    /** One piece of contents. */
    static ReadResult of(ResourceContents contents) {
        return new Found(List.of(contents));
    }
}
