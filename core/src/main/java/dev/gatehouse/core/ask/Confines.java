package dev.gatehouse.core.ask;

import java.util.Set;

/**
 * To what a caller's credential is narrowed, whatever its roles permit beyond.
 *
 * @param databases the names of the databases; empty: all
 * @param tools the names of the tools; empty: all
 */
public record Confines(Set<String> databases, Set<String> tools) {

    /** Everything that the roles permit. */
    public static final Confines ALL = new Confines(Set.of(), Set.of());

    public Confines {
        databases = Set.copyOf(databases);
        tools = Set.copyOf(tools);
    }

    /** Whether the database of this name is within it. */
    public boolean hasDatabase(String name) {
        return databases.isEmpty() || databases.contains(name);
    }

    /** Whether the tool of this name is within it. */
    public boolean hasTool(String name) {
        return tools.isEmpty() || tools.contains(name);
    }
}
