package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The proof that a rewritten statement is the original with nothing but the intended exchanges:
 * both are read by PostgreSQL's own parser, and the trees are equal, positions aside, where no
 * exchange was intended, and equal to what the guard stands for where one was.
 *
 * <p>Written with loops, because trees are deep and every frame counts.
 */
final class Proof {

    /** Whether a field tells where in the text something stood, and nothing of what it means. */
    static boolean isPosition(String field) {
        return switch (field) {
            case "location",
                    "stmt_location",
                    "stmt_len",
                    "list_start",
                    "list_end",
                    "rexpr_list_start",
                    "rexpr_list_end",
                    "name_location" ->
                    true;
            default -> false;
        };
    }

    /** By the identity of the original's fields: the node that must stand there instead. */
    private final IdentityHashMap<JsonNode, Tree.Node> exchanged = new IdentityHashMap<>();

    /**
     * By the identity of the fields of a member of a list: the members that must stand before it.
     */
    private final IdentityHashMap<JsonNode, List<JsonNode>> inserted = new IdentityHashMap<>();

    static Refused failed() {
        return new Refused(
                Code.PROOF_FAILED,
                "the statement could not be rewritten safely, and nothing ran",
                "Write the table names more plainly, one to a line; and please report the statement");
    }

    /** Intends that {@code replacement} stands where {@code original} stood. */
    void exchange(JsonNode original, String type, JsonNode replacement) {
        exchanged.put(original, new Tree.Node(type, replacement));
    }

    /** Intends that {@code members} stand in front of the member of a list. */
    void insert(JsonNode member, List<JsonNode> members) {
        inserted.computeIfAbsent(member, _ -> new ArrayList<>()).addAll(members);
    }

    /** Whether {@code rewritten} is {@code original} with exactly the intended exchanges. */
    boolean holds(JsonNode original, JsonNode rewritten) {
        if (original.isArray()) {
            return rewritten.isArray() && holdsForMembers(original, rewritten);
        }
        if (!original.isObject()) {
            return original.equals(rewritten);
        }
        Tree.Node bare = exchanged.get(original);
        if (bare != null) {
            return equal(bare.fields(), rewritten);
        }
        Tree.Node within = original.size() == 1 ? exchanged.get(original.iterator().next()) : null;
        if (within != null) {
            return rewritten.size() == 1 && equal(within.fields(), rewritten.path(within.type()));
        }
        return rewritten.isObject() && holdsForFields(original, rewritten);
    }

    private boolean holdsForFields(JsonNode original, JsonNode rewritten) {
        int meanings = 0;
        for (Map.Entry<String, JsonNode> field : original.properties()) {
            if (!isPosition(field.getKey())) {
                meanings++;
                if (!holds(field.getValue(), rewritten.path(field.getKey()))) {
                    return false;
                }
            }
        }
        return meanings == meanings(rewritten);
    }

    private boolean holdsForMembers(JsonNode original, JsonNode rewritten) {
        int at = 0;
        for (JsonNode member : original) {
            for (JsonNode before : insertedBefore(member)) {
                if (!equal(before, rewritten.path(at++))) {
                    return false;
                }
            }
            if (!holds(member, rewritten.path(at++))) {
                return false;
            }
        }
        return at == rewritten.size();
    }

    private List<JsonNode> insertedBefore(JsonNode member) {
        return Tree.node(member)
                .map(node -> inserted.getOrDefault(node.fields(), List.of()))
                .orElse(List.of());
    }

    /** Whether two trees are equal, positions aside. A tree is equal to itself without a look. */
    @SuppressWarnings("ReferenceEquality")
    static boolean equal(JsonNode expected, JsonNode actual) {
        if (expected == actual) {
            return true;
        }
        if (expected.isObject()) {
            return actual.isObject() && equalFields(expected, actual);
        }
        if (!expected.isArray()) {
            return expected.equals(actual);
        }
        boolean same = actual.isArray() && expected.size() == actual.size();
        for (int at = 0; same && at < expected.size(); at++) {
            same = equal(expected.path(at), actual.path(at));
        }
        return same;
    }

    private static boolean equalFields(JsonNode expected, JsonNode actual) {
        int meanings = 0;
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            if (!isPosition(field.getKey())) {
                meanings++;
                if (!equal(field.getValue(), actual.path(field.getKey()))) {
                    return false;
                }
            }
        }
        return meanings == meanings(actual);
    }

    /** How many fields tell what an object means. */
    private static int meanings(JsonNode object) {
        int meanings = 0;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            meanings += isPosition(field.getKey()) ? 0 : 1;
        }
        return meanings;
    }
}
