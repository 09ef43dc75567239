package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Limits;
import java.util.Set;

/**
 * What goes with a role.
 *
 * @param name as identity grants it
 * @param databases those that the role may use; empty: all
 * @param limits the most that an ask may cost by this role
 */
public record Role(String name, Set<String> databases, Rules rules, Limits limits) {

    /** A role without limits of its own. */
    public Role(String name, Set<String> databases, Rules rules) {
        this(name, databases, rules, Limits.NONE);
    }

    public Role {
        databases = Set.copyOf(databases);
    }

    /** Whether the role may use the database of this name at all. */
    public boolean mayUse(String database) {
        return databases.isEmpty() || databases.contains(database);
    }
}
