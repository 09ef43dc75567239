package dev.gatehouse.core.sql;

import java.util.Arrays;

/**
 * The secret of a keyed hash. Whoever has it can find out by trial which value a hash stands for,
 * so it is never shown.
 */
public final class HashKey {

    /** Shorter ones can be guessed. */
    public static final int FEWEST_BYTES = 16;

    private final byte[] bytes;

    public HashKey(byte[] bytes) {
        if (bytes.length < FEWEST_BYTES) {
            throw new IllegalArgumentException(
                    "the key of a hash has at least " + FEWEST_BYTES + " bytes");
        }
        this.bytes = bytes.clone();
    }

    /** A copy of the key. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HashKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "HashKey";
    }
}
