package dev.gatehouse.mcp.input;

import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that seals what clients carry from one request to the next. Whoever has it can make up
 * answers of users; processes that share it take over each other's calls.
 */
public final class StateKey {

    /** The length of a key. */
    public static final int BYTES = 32;

    private final byte[] secret;

    private StateKey(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes");
        }
        this.secret = secret.clone();
    }

    /** A key that nobody else has. */
    public static StateKey random(SecureRandom chance) {
        byte[] secret = new byte[BYTES];
        chance.nextBytes(secret);
        return new StateKey(secret);
    }

    /** The key of these bytes, which are as hard to guess as random ones. */
    public static StateKey of(byte[] secret) {
        return new StateKey(secret);
    }

    SecretKey aes() {
        return new SecretKeySpec(secret, "AES");
    }
}
