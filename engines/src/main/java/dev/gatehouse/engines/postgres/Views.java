package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.catalog.RelationName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What views read and call, through other views too. Built and asked by one thread. */
final class Views {

    private final Map<Long, Set<Long>> read = new HashMap<>();
    private final Map<Long, Set<RelationName>> called = new HashMap<>();
    private final Map<Long, RelationName> names = new HashMap<>();

    /** Notes that a view reads a relation of some OID, or calls a function. */
    void add(long view, boolean reads, long relation, RelationName name) {
        if (reads) {
            names.put(relation, name);
            read.computeIfAbsent(view, _ -> new HashSet<>()).add(relation);
        } else {
            called.computeIfAbsent(view, _ -> new HashSet<>()).add(name);
        }
    }

    Set<RelationName> reads(long view) {
        Set<RelationName> reads = new HashSet<>();
        for (long relation : reached(view)) {
            if (relation != view) {
                reads.add(names.get(relation));
            }
        }
        return reads;
    }

    Set<RelationName> calls(long view) {
        Set<RelationName> calls = new HashSet<>();
        for (long relation : reached(view)) {
            calls.addAll(called.getOrDefault(relation, Set.of()));
        }
        return calls;
    }

    /** The view itself and all that it reads, at any distance. */
    private Set<Long> reached(long view) {
        Set<Long> reached = new HashSet<>(Set.of(view));
        Deque<Long> ahead = new ArrayDeque<>(reached);
        while (!ahead.isEmpty()) {
            for (long relation : read.getOrDefault(ahead.pop(), Set.of())) {
                if (reached.add(relation)) {
                    ahead.push(relation);
                }
            }
        }
        return reached;
    }
}
