package dev.gatehouse.postgres.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The node types and fields that the tree of a read may have ({@code shapes.txt}). The walk enters
 * nothing that has no shape, so what PostgreSQL's grammar learns tomorrow is refused until somebody
 * has looked at it.
 */
final class Shapes {

    private final Map<String, Map<String, String>> fields;

    private Shapes(Map<String, Map<String, String>> fields) {
        this.fields = fields;
    }

    static Shapes load() {
        Map<String, Map<String, String>> fields = new HashMap<>();
        for (List<String> line : WordList.lines("shapes.txt")) {
            Map<String, String> ofType =
                    fields.computeIfAbsent(line.getFirst(), _ -> new HashMap<>());
            for (String field : line.subList(1, line.size())) {
                int colon = field.indexOf(':');
                if (colon < 0) {
                    ofType.put(field, "");
                } else {
                    ofType.put(field.substring(0, colon), field.substring(colon + 1));
                }
            }
        }
        return new Shapes(fields);
    }

    boolean knows(String type) {
        return fields.containsKey(type);
    }

    /**
     * The struct that a field holds without a type name around it, or "" ; empty: no such field.
     */
    Optional<String> struct(String type, String field) {
        return Optional.ofNullable(fields.getOrDefault(type, Map.of()).get(field));
    }
}
