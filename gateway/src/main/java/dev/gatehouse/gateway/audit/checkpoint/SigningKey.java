package dev.gatehouse.gateway.audit.checkpoint;

import dev.gatehouse.gateway.audit.trail.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Ed25519 key that signs notes. In a file it is PEM: the private key (PKCS #8) and the public
 * one (X.509), which Java cannot tell from the other.
 */
public final class SigningKey {

    private static final String ALGORITHM = "Ed25519";
    private static final int NAME_BYTES = 8;

    private final PrivateKey secret;
    private final VerifierKey verifier;
    private final PublicKey open;

    private SigningKey(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        this.open = open;
        this.verifier = VerifierKey.of(name(open), open);
    }

    /** A log is named by its key, so that no two have the same name. */
    private static String name(PublicKey key) {
        byte[] hash = Sha256.begin().digest(key.getEncoded());
        return "gatehouse/audit/" + HexFormat.of().formatHex(hash, 0, NAME_BYTES);
    }

    /** Makes a key. */
    public static SigningKey make() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /**
     * Reads a key.
     *
     * @throws GeneralSecurityException when there is none, or its halves are not of one key
     */
    public static SigningKey parse(String pem) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
        try {
            var key =
                    new SigningKey(
                            keys.generatePrivate(
                                    new PKCS8EncodedKeySpec(block(pem, "PRIVATE KEY"))),
                            keys.generatePublic(new X509EncodedKeySpec(block(pem, "PUBLIC KEY"))));
            if (!key.verifier.made(key.signed("?"), "?")) {
                throw new GeneralSecurityException("the halves are not of one key");
            }
            return key;
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("this is no PEM", e);
        }
    }

    private static byte[] block(String pem, String label) throws GeneralSecurityException {
        Matcher matcher =
                Pattern.compile("-----BEGIN %1$s-----([^-]+)-----END %1$s-----".formatted(label))
                        .matcher(pem);
        if (!matcher.find()) {
            throw new GeneralSecurityException("there is no " + label);
        }
        return Base64.getMimeDecoder().decode(matcher.group(1));
    }

    /** The text of the key; a secret. */
    public String pem() {
        return pem("PRIVATE KEY", secret.getEncoded()) + pem("PUBLIC KEY", open.getEncoded());
    }

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, Base64.getEncoder().encodeToString(bytes));
    }

    /** What verifies what this key signs. */
    public VerifierKey verifier() {
        return verifier;
    }

    /** The key's id and the signature of a text. */
    byte[] signed(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            byte[] made = signature.sign();
            byte[] id = verifier.id();
            return ByteBuffer.allocate(id.length + made.length).put(id).put(made).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read signs", e);
        }
    }

    /** Says what a log holds, as a signed note. */
    public String sign(MerkleTree tree) {
        String text = Checkpoint.of(verifier.name(), tree).text();
        String signature = Base64.getEncoder().encodeToString(signed(text));
        return text + "\n" + Note.DASH + verifier.name() + " " + signature + "\n";
    }

    /** Not the key, which is a secret. */
    @Override
    public String toString() {
        return "SigningKey[" + verifier.name() + "]";
    }
}
