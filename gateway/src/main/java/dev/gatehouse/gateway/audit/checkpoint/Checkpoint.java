package dev.gatehouse.gateway.audit.checkpoint;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a log holds (C2SP tlog-checkpoint).
 *
 * @param origin the name of the log
 * @param size how many records it has
 * @param root the root of the Merkle tree over their lines, in Base64
 */
public record Checkpoint(String origin, long size, String root) {

    private static final int LINES = 3;

    static Checkpoint of(String origin, MerkleTree tree) {
        return new Checkpoint(origin, tree.size(), Base64.getEncoder().encodeToString(tree.root()));
    }

    /** Whether a tree is the one that was meant. */
    public boolean holds(MerkleTree tree) {
        return tree.size() == size && root.equals(Base64.getEncoder().encodeToString(tree.root()));
    }

    /** The text of its note. */
    String text() {
        return origin + "\n" + size + "\n" + root + "\n";
    }

    /**
     * What a note's text says; empty when it is no checkpoint. Lines after the third may be any.
     */
    static Optional<Checkpoint> of(List<String> lines) {
        if (lines.size() < LINES || !lines.get(1).matches("0|[1-9]\\d{0,17}")) {
            return Optional.empty();
        }
        return Optional.of(
                new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), lines.get(2)));
    }
}
