package dev.gatehouse.core.policy;

import java.util.Set;

/**
 * What goes with a role.
 *
 * @param name as identity grants it
 * @param databases those that the role may use; empty: all
 */
public record Role(String name, Set<String> databases, Rules rules) {

    public Role {
        databases = Set.copyOf(databases);
    }

    /** Whether the role may use the database of this name at all. */
    public boolean mayUse(String database) {
        return databases.isEmpty() || databases.contains(database);
    }
}
