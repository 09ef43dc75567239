package dev.gatehouse.mcp.input;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals bytes so that whoever carries them can neither read nor change them, nor use them for
 * anything else: AES-256-GCM with a random nonce (NIST SP 800-38D), in base64url (RFC 4648, section
 * 5). One key is good for 2<sup>32</sup> seals. Safe for many threads.
 */
public final class StateSeal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LEAST_BYTES = NONCE_BYTES + TAG_BITS / 8;

    private final StateKey key;
    private final SecureRandom chance;

    public StateSeal(StateKey key, SecureRandom chance) {
        this.key = key;
        this.chance = chance;
    }

    /**
     * Seals {@code content}.
     *
     * @param purpose what it is for, which {@link #open} must be told again; it is not inside
     */
    public String seal(byte[] content, byte[] purpose) {
        byte[] nonce = new byte[NONCE_BYTES];
        chance.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(content);
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return text(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has AES-GCM", e);
        }
    }

    /** What was sealed for {@code purpose}; empty when {@code text} is not exactly such a seal. */
    public Optional<byte[]> open(String text, byte[] purpose) {
        byte[] all = bytes(text);
        if (all.length < LEAST_BYTES) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, purpose);
            return Optional.of(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES));
        } catch (AEADBadTagException forged) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.aes(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose);
        return cipher;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes that {@code text} writes in the one way in which we write them; else none. */
    private static byte[] bytes(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(US_ASCII));
            return text(bytes).equals(text) ? bytes : new byte[0];
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
