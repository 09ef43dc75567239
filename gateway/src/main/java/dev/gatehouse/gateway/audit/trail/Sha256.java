package dev.gatehouse.gateway.audit.trail;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), as the trail writes it: in lower-case hexadecimal digits. */
public final class Sha256 {

    /** How many hexadecimal digits a hash has. */
    public static final int DIGITS = 64;

    private Sha256() {}

    /** Begins a hash. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The hash of bytes. */
    public static String hex(byte[] bytes) {
        MessageDigest digest = begin();
        digest.update(bytes);
        return hex(digest);
    }

    /** Ends a hash. */
    public static String hex(MessageDigest made) {
        return HexFormat.of().formatHex(made.digest());
    }
}
