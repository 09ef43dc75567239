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

    private final MessageDigest digest;

    private Fingerprint(MessageDigest digest) {
        this.digest = digest;
    }

    static String of(JsonNode tree) {
        Fingerprint fingerprint = new Fingerprint(sha256());
        fingerprint.add(tree);
        return HexFormat.of().formatHex(fingerprint.digest.digest(), 0, BYTES);
    }

    static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
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
        if (!Proof.POSITIONS.contains(field.getKey())) {
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
        return Tree.node(tree).filter(node -> node.is("A_Const")).isPresent();
    }

    private void add(String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
