package dev.gatehouse.postgres.guard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The shape of a statement as 12 hexadecimal digits: the beginning of a SHA-256 over its tree
 * without positions, in which every constant is the same, and a list of constants as long as any
 * other.
 */
final class Fingerprint {

    private static final int BYTES = 6;

    private final StringBuilder shape = new StringBuilder();

    private Fingerprint() {}

    static String of(JsonNode tree) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(tree);
        byte[] shape = fingerprint.shape.toString().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256(shape), 0, BYTES);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void add(JsonNode tree) {
        if (tree.isArray()) {
            add("[");
            addMembers(tree);
            add("]");
        } else if (isConstant(tree)) {
            add("?");
        } else if (tree.isObject()) {
            add("{");
            tree.properties().forEach(this::add);
            add("}");
        } else {
            add(tree.asString());
        }
    }

    private void add(Map.Entry<String, JsonNode> field) {
        if (!Proof.isPosition(field.getKey())) {
            add(field.getKey());
            add(field.getValue());
        }
    }

    private void addMembers(JsonNode list) {
        boolean afterConstant = false;
        for (JsonNode member : list) {
            boolean constant = isConstant(member);
            if (!constant || !afterConstant) {
                add(member);
            }
            afterConstant = constant;
        }
    }

    private static boolean isConstant(JsonNode tree) {
        return tree.size() == 1 && tree.path("A_Const").isObject();
    }

    private void add(String part) {
        shape.append(part).append('\0');
    }
}
