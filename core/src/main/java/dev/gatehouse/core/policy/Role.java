package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Limits;
import java.util.Set;

/**
 * What goes with a role.
 *
 * @param name as identity grants it
 * @param databases those that the role may use; empty: all
 * @param tools those that the role may call; empty: all
 * @param limits the most that an ask may cost by this role
 */
public record Role(
        String name, Set<String> databases, Set<String> tools, Rules rules, Limits limits) {

    /** A role with all tools. */
    public Role(String name, Set<String> databases, Rules rules, Limits limits) {
        this(name, databases, Set.of(), rules, limits);
    }

    /** A role with all tools, and without limits of its own. */
    public Role(String name, Set<String> databases, Rules rules) {
        this(name, databases, rules, Limits.NONE);
    }

    public Role {
        databases = Set.copyOf(databases);
        tools = Set.copyOf(tools);
    }

    /** Whether the role may call the tool of this name. */
    public boolean mayCall(String tool) {
        return tools.isEmpty() || tools.contains(tool);
    }

    /** Whether the role may use the database of this name at all. */
    public boolean mayUse(String database) {
        return databases.isEmpty() || databases.contains(database);
    }
}
