package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.RelationName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names as they stand in the statements that the guard writes: always quoted, always with a schema.
 */
final class Quoted {

    private Quoted() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String name(RelationName name) {
        return name(name.schema()) + "." + name(name.name());
    }

    static String list(List<String> names) {
        return names.stream().map(Quoted::name).collect(Collectors.joining(", "));
    }
}
