package dev.gatehouse.mcp.offer;

import dev.gatehouse.mcp.tool.Tool;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that one peer may see and use, at one moment. Listing and calling look at nothing
 * else, so that what is not listed cannot be called.
 */
public final class Offer {

    private final NavigableMap<String, Tool> tools;

    /** An offer of these tools; they are listed by name, whatever their order here. */
    public Offer(Collection<Tool> tools) {
        NavigableMap<String, Tool> byName = new TreeMap<>();
        for (Tool tool : tools) {
            if (byName.put(tool.name(), tool) != null) {
                throw new IllegalArgumentException("two tools are named " + tool.name());
            }
        }
        this.tools = Collections.unmodifiableNavigableMap(byName);
    }

    /** All tools, by name. */
    public List<Tool> tools() {
        return List.copyOf(tools.values());
    }

    /** The tool named {@code name}; empty when there is none for this peer. */
    public Optional<Tool> tool(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    /**
     * One page of the tools.
     *
     * @param after where the page before ended
     * @param size the most tools on a page
     */
    public Page<Tool> toolsAfter(Cursor after, int size) {
        List<Tool> rest =
                tools.tailMap(after.name(), false).values().stream().limit(size + 1L).toList();
        if (rest.size() <= size) {
            return new Page<>(rest, Optional.empty());
        }
        List<Tool> shown = rest.subList(0, size);
        return new Page<>(shown, Optional.of(new Cursor(shown.getLast().name())));
    }
}
