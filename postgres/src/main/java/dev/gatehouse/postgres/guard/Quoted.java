package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.RelationName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names and constants as they stand in the statements that the guard writes: always quoted, names
 * with their schema.
 */
final class Quoted {

    private Quoted() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String name(RelationName name) {
        return name(name.schema()) + "." + name(name.name());
    }

    /** A text as a constant, for sessions in which a backslash in one is nothing but itself. */
    static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static String list(List<String> names) {
        return names.stream().map(Quoted::name).collect(Collectors.joining(", "));
    }
}
