package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Rate;
import java.util.Set;

/**
 * What goes with a role.
 *
 * @param name as identity grants it
 * @param databases those that the role may use; empty: all
 * @param tools those that the role may call; empty: all
 * @param limits the most that an ask may cost by this role
 * @param total the most statements of all who have the role together, on each database
 */
public record Role(
        String name,
        Set<String> databases,
        Set<String> tools,
        Rules rules,
        Limits limits,
        Rate total) {

    /** A role with all tools, which nobody shares a quota of. */
    public Role(String name, Set<String> databases, Rules rules, Limits limits) {
        this(name, databases, Set.of(), rules, limits, Rate.NONE);
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
