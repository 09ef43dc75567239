package dev.gatehouse.core.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The code of users in a database: their functions, the casts that call some, and the types whose
 * values hold values of others.
 *
 * @param functions by their names
 * @param casts those whose function is not built in
 * @param parts for a type of users, the types of users of its elements, fields and bounds, and the
 *     one that it restricts
 */
public record Routines(
        SortedMap<RelationName, List<Routine>> functions,
        Set<Cast> casts,
        Map<RelationName, Set<RelationName>> parts) {

    /** A database without any. */
    public static final Routines NONE = of(List.of(), Set.of(), Map.of());

    public Routines {
        functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
        casts = Set.copyOf(casts);
        parts = Map.copyOf(parts);
    }

    /** Routines of these functions, in any order. */
    public static Routines of(
            Collection<Routine> functions,
            Set<Cast> casts,
            Map<RelationName, Set<RelationName>> parts) {
        SortedMap<RelationName, List<Routine>> byName = new TreeMap<>();
        functions.forEach(
                each -> byName.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(each));
        byName.replaceAll((_, overloads) -> List.copyOf(overloads));
        return new Routines(byName, casts, parts);
    }

    /** Every function of exactly this name; empty when there is none. */
    public List<Routine> named(RelationName name) {
        return functions.getOrDefault(name, List.of());
    }

    /** The same types and casts with other functions. */
    public Routines withFunctions(Collection<Routine> others) {
        return of(others, casts, parts);
    }

    /** The types themselves, and all whose values theirs hold, at any depth. */
    public Set<RelationName> within(Collection<RelationName> types) {
        Set<RelationName> found = new HashSet<>(types);
        Deque<RelationName> ahead = new ArrayDeque<>(found);
        while (!ahead.isEmpty()) {
            for (RelationName part : parts.getOrDefault(ahead.pop(), Set.of())) {
                if (found.add(part)) {
                    ahead.push(part);
                }
            }
        }
        return found;
    }
}
