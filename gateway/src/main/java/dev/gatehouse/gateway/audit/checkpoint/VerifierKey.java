package dev.gatehouse.gateway.audit.checkpoint;

import dev.gatehouse.gateway.audit.trail.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public half of a key that signs notes (C2SP signed-note): a name and an Ed25519 key. Its text
 * is {@code NAME+ID+KEY}, as Go's {@code sumdb/note} has it.
 */
public final class VerifierKey {

    static final byte ED25519 = 1;

    private static final Pattern TEXT =
            Pattern.compile("([^\\s+]{1,200})\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]{44})");

    /** What precedes the 32 bytes of a key in its X.509 form (RFC 8410, section 4). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 4;
    private static final int SIGNATURE_BYTES = 64;

    private final String name;
    private final byte[] bytes;
    private final PublicKey key;

    private VerifierKey(String name, byte[] bytes, PublicKey key) {
        this.name = name;
        this.bytes = bytes;
        this.key = key;
    }

    static VerifierKey of(String name, PublicKey key) {
        byte[] encoded = key.getEncoded();
        return new VerifierKey(name, Arrays.copyOfRange(encoded, X509.length, encoded.length), key);
    }

    /** Reads the text of a key; empty when it is none. */
    public static Optional<VerifierKey> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        byte[] typed = Base64.getDecoder().decode(matcher.group(3));
        if (typed.length != 1 + KEY_BYTES || typed[0] != ED25519) {
            return Optional.empty();
        }
        return read(matcher.group(1), Arrays.copyOfRange(typed, 1, typed.length))
                .filter(read -> HexFormat.of().formatHex(read.id()).equals(matcher.group(2)));
    }

    private static Optional<VerifierKey> read(String name, byte[] bytes) {
        byte[] encoded = ByteBuffer.allocate(X509.length + KEY_BYTES).put(X509).put(bytes).array();
        try {
            PublicKey key =
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded));
            return Optional.of(new VerifierKey(name, bytes, key));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    /** The name of the key, which is that of the log, too. */
    public String name() {
        return name;
    }

    /** The first bytes of a hash over name and key. */
    byte[] id() {
        byte[] named = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all =
                ByteBuffer.allocate(named.length + 1 + bytes.length)
                        .put(named)
                        .put(ED25519)
                        .put(bytes)
                        .array();
        return Arrays.copyOf(Sha256.begin().digest(all), ID_BYTES);
    }

    /** Whether a signature, after the key's id, was made of a text with this key. */
    boolean made(byte[] signed, String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(signed, ID_BYTES, signed.length - ID_BYTES);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /** Whether a signature says that it was made with this key. */
    boolean isNamed(String by, byte[] signed) {
        return by.equals(name)
                && signed.length == ID_BYTES + SIGNATURE_BYTES
                && Arrays.equals(id(), Arrays.copyOf(signed, ID_BYTES));
    }

    /** The text of the key. */
    @Override
    public String toString() {
        byte[] typed = ByteBuffer.allocate(1 + bytes.length).put(ED25519).put(bytes).array();
        return name
                + "+"
                + HexFormat.of().formatHex(id())
                + "+"
                + Base64.getEncoder().encodeToString(typed);
    }
}
