package dev.gatehouse.gateway.telemetry;

import java.util.Set;

/**
 * The names that may stand in labels and lines. All others were made up by a client, who could make
 * up any number of them; so they are all told as the same.
 *
 * @param tools of all tools, and of methods that ask without one
 * @param databases as in the settings
 */
public record KnownNames(Set<String> tools, Set<String> databases) {

    /** What stands for every name that is not known. */
    public static final String OTHER = "other";

    /** What stands for no name. */
    public static final String NONE = "none";

    public KnownNames {
        tools = Set.copyOf(tools);
        databases = Set.copyOf(databases);
    }

    String tool(String name) {
        return known(name, tools);
    }

    String database(String name) {
        return known(name, databases);
    }

    private static String known(String name, Set<String> known) {
        if (name.isEmpty()) {
            return NONE;
        }
        return known.contains(name) ? name : OTHER;
    }
}
