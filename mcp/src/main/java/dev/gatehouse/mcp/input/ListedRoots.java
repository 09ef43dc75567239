package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The folders that the client works in, as it says. */
public record ListedRoots(List<Root> roots) implements InputResponse {

    public ListedRoots {
        roots = List.copyOf(roots);
    }

    /**
     * One of them.
     *
     * @param uri as the client wrote it; {@code file:} in all revisions so far
     * @param name for people; empty when it has none
     */
    public record Root(String uri, String name) {
        public Root {
            requireNonNull(uri, "uri is null");
            requireNonNull(name, "name is null");
        }
    }
}
