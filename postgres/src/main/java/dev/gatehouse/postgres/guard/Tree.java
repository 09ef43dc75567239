package dev.gatehouse.postgres.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How PostgreSQL's parse tree is written in JSON: a node is an object with one field, named for the
 * node's type, that holds the object of its fields.
 */
final class Tree {

    private Tree() {}

    /** A node: its type, and the object of its fields. */
    record Node(String type, JsonNode fields) {

        boolean is(String wanted) {
            return type.equals(wanted);
        }
    }

    /**
     * Reads a node; empty when {@code json} is not one (an absent member of a list, for instance).
     */
    static Optional<Node> node(JsonNode json) {
        if (!json.isObject() || json.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<String, JsonNode> only = json.properties().iterator().next();
        boolean typed =
                Character.isUpperCase(only.getKey().charAt(0)) && only.getValue().isObject();
        return typed ? Optional.of(new Node(only.getKey(), only.getValue())) : Optional.empty();
    }

    /** The nodes of a list; members that are absent are left out. */
    static List<Node> nodes(JsonNode list) {
        List<Node> nodes = new ArrayList<>();
        list.forEach(member -> node(member).ifPresent(nodes::add));
        return nodes;
    }

    /** The strings of a list of String nodes; other members (A_Star, subscripts) are left out. */
    static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>(list.size());
        for (JsonNode member : list) {
            JsonNode fields = member.path("String");
            if (fields.isObject() && member.size() == 1) {
                strings.add(string(fields));
            }
        }
        return Collections.unmodifiableList(strings);
    }

    /** The value of a String node. */
    static String string(JsonNode fields) {
        return fields.path("sval").asString("");
    }

    /** A field that holds a text; "" when it is absent. */
    static String text(JsonNode fields, String name) {
        return fields.path(name).asString("");
    }

    /** A node's offset in bytes; the JSON leaves zero out. */
    static int location(JsonNode fields) {
        return fields.path("location").asInt(0);
    }
}
