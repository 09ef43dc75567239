package dev.gatehouse.gateway.audit.checkpoint;

import dev.gatehouse.gateway.audit.trail.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * A growing Merkle tree (RFC 6962, section 2.1), of which only the roots of its full subtrees are
 * kept: one hash for each bit that is set in its size. Used by one thread.
 */
public final class MerkleTree {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final List<byte[]> full = new ArrayList<>();
    private long size;

    /** An empty tree. */
    public MerkleTree() {}

    /**
     * A tree that has grown before.
     *
     * @param full the roots of its full subtrees, the largest first
     */
    public MerkleTree(long size, List<byte[]> full) {
        if (full.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException("a tree of that size has other subtrees");
        }
        this.size = size;
        full.forEach(hash -> this.full.add(hash.clone()));
    }

    /** How many leaves there are. */
    public long size() {
        return size;
    }

    /** The roots of the full subtrees, the largest first. */
    public List<byte[]> full() {
        return full.stream().map(byte[]::clone).toList();
    }

    /** Adds a leaf. */
    public void add(byte[] data) {
        byte[] hash = hash(LEAF, data);
        for (long bits = size; (bits & 1) == 1; bits >>= 1) {
            hash = hash(NODE, full.removeLast(), hash);
        }
        full.add(hash);
        size++;
    }

    /** The hash that stands for all leaves and their order. */
    public byte[] root() {
        if (full.isEmpty()) {
            return Sha256.begin().digest();
        }
        byte[] root = full.getLast();
        for (int i = full.size() - 2; i >= 0; i--) {
            root = hash(NODE, full.get(i), root);
        }
        return root.clone();
    }

    private static byte[] hash(byte kind, byte[]... parts) {
        MessageDigest digest = Sha256.begin();
        digest.update(kind);
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }
}
