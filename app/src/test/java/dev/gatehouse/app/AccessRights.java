package dev.gatehouse.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a caller of {@link AccessWorld} may do there, as its settings are to be read. Written down
 * without the product's own code, which is held against it.
 *
 * @param tools the names of the tools that may be called on each database
 */
record AccessRights(Map<String, Set<String>> tools) {

    static final Set<String> ALL_TOOLS =
            Set.of(
                    "describe_table",
                    "explain",
                    "list_schemas",
                    "list_tables",
                    "query",
                    "refresh_schema",
                    "search_schema");

    /** Resources and completions tell what these tools tell. */
    private static final Set<String> TELLING = Set.of("list_tables", "describe_table");

    /** A prompt speaks of a tool. */
    private static final Map<String, String> PROMPTS =
            Map.of("explore_database", "search_schema", "explain_query_plan", "explain");

    static final AccessRights NONE = new AccessRights(Map.of());
    static final AccessRights ALL = of("zqlibrary", ALL_TOOLS).and("zqbank", ALL_TOOLS);

    AccessRights {
        tools = Map.copyOf(tools);
    }

    static AccessRights of(String database, Set<String> tools) {
        return NONE.and(database, tools);
    }

    AccessRights and(String database, Set<String> more) {
        Map<String, Set<String>> both = new HashMap<>(tools);
        both.put(database, more);
        return new AccessRights(both);
    }

    /** In the order of the settings. */
    List<String> databases() {
        return List.of("zqlibrary", "zqbank").stream().filter(tools::containsKey).toList();
    }

    boolean mayUse(String database) {
        return tools.containsKey(database);
    }

    boolean mayCall(String tool, String database) {
        return tools.getOrDefault(database, Set.of()).contains(tool);
    }

    /** The tools that are listed: those that may be called anywhere. */
    Set<String> toolNames() {
        Set<String> names = new TreeSet<>();
        tools.values().forEach(names::addAll);
        return names;
    }

    boolean mayLook(String database) {
        return tools.getOrDefault(database, Set.of()).containsAll(TELLING);
    }

    /** Whoever has no database can look at the empty list of them. */
    boolean hasResources() {
        return tools.isEmpty() || toolNames().containsAll(TELLING);
    }

    boolean hasTemplates() {
        return !tools.isEmpty() && hasResources();
    }

    boolean hasPrompt(String name) {
        return hasTemplates() && toolNames().contains(PROMPTS.getOrDefault(name, ""));
    }
}
