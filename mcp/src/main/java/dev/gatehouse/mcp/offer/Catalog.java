package dev.gatehouse.mcp.offer;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Things of one kind that a peer may see, by name, and always listed in that order. */
public final class Catalog<T> {

    private final NavigableMap<String, T> byName;

    private Catalog(NavigableMap<String, T> byName) {
        this.byName = Collections.unmodifiableNavigableMap(byName);
    }

    /**
     * A catalog of {@code items}.
     *
     * @param kind what they are, in the plural
     * @param name what tells them apart
     */
    static <T> Catalog<T> of(String kind, Collection<T> items, Function<T, String> name) {
        NavigableMap<String, T> byName = new TreeMap<>();
        for (T item : items) {
            if (byName.put(name.apply(item), item) != null) {
                throw new IllegalArgumentException(
                        "two " + kind + " are named " + name.apply(item));
            }
        }
        return new Catalog<>(byName);
    }

    /** All of them, in order. */
    public List<T> all() {
        return List.copyOf(byName.values());
    }

    /** Their names, in order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The one named {@code name}; empty when there is none for this peer. */
    public Optional<T> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * One page.
     *
     * @param cursor where the page before ended
     * @param size the most items on a page
     */
    public Page<T> after(Cursor cursor, int size) {
        var tail = byName.tailMap(cursor.name(), false);
        List<T> shown = tail.values().stream().limit(size).toList();
        if (tail.size() <= size) {
            return new Page<>(shown, Optional.empty());
        }
        String last = tail.keySet().stream().skip(size - 1L).findFirst().orElseThrow();
        return new Page<>(shown, Optional.of(new Cursor(last)));
    }
}
