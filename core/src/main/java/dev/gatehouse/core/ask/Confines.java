package dev.gatehouse.core.ask;

import java.util.Set;

/**
 * To what a caller's credential is narrowed, whatever its roles permit beyond.
 *
 * @param databases the names of the databases; empty: all
 * @param tools the names of the tools; empty: all
 * @param rate the most statements on each database
 */
public record Confines(Set<String> databases, Set<String> tools, Rate rate) {

    /** Everything that the roles permit. */
    public static final Confines ALL = new Confines(Set.of(), Set.of(), Rate.NONE);

    public Confines {
        databases = Set.copyOf(databases);
        tools = Set.copyOf(tools);
    }

    /** Confines to names alone. */
    public Confines(Set<String> databases, Set<String> tools) {
        this(databases, tools, Rate.NONE);
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
