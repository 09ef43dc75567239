package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.catalog.RelationName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What partitions and children descend from, be it that the role may read it or not. */
final class Lineage {

    /**
     * That a relation is a part or child of another.
     *
     * @param partition whether the parent is a partitioned table
     * @param name the parent's
     */
    record Descent(long child, long parent, boolean partition, RelationName name) {}

    private final Map<Long, List<Descent>> byChild = new HashMap<>();

    Lineage(List<Descent> descents) {
        descents.forEach(
                each -> byChild.computeIfAbsent(each.child(), _ -> new ArrayList<>()).add(each));
    }

    /** The ancestors of a relation, generation by generation, each in the nearest. */
    List<Set<RelationName>> of(long oid) {
        List<Set<RelationName>> ancestors = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        Set<Long> generation = Set.of(oid);
        while (!generation.isEmpty()) {
            Map<Long, RelationName> parents = new LinkedHashMap<>();
            for (long child : generation) {
                for (Descent descent : byChild.getOrDefault(child, List.of())) {
                    if (seen.add(descent.parent())) {
                        parents.put(descent.parent(), descent.name());
                    }
                }
            }
            generation = parents.keySet();
            if (!parents.isEmpty()) {
                ancestors.add(Set.copyOf(parents.values()));
            }
        }
        return ancestors;
    }
}
