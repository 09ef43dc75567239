package dev.gatehouse.gateway.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteTest {

    /** The example in the documentation of Go's {@code sumdb/note}. */
    private static final String KNOWN_KEY =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String KNOWN_TEXT =
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String KNOWN_SIGNATURE =
            "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

    @TempDir Path folder;

    @Test
    void knowsTheExampleOfAnotherImplementation() {
        VerifierKey key = VerifierKey.parse(KNOWN_KEY).orElseThrow();
        byte[] signature = Base64.getDecoder().decode(KNOWN_SIGNATURE);
        assertThat(key).hasToString(KNOWN_KEY);
        assertThat(key.isNamed("PeterNeumann", signature)).isTrue();
        assertThat(key.made(signature, KNOWN_TEXT)).isTrue();
        assertThat(key.made(signature, KNOWN_TEXT + "!")).isFalse();
    }

    @Test
    void aKeyWhoseIdIsNotItsOwnIsNone() {
        assertThat(VerifierKey.parse(KNOWN_KEY.replace("c74f20a3", "c74f20a4"))).isEmpty();
        assertThat(VerifierKey.parse(KNOWN_KEY.replace("Peter", "Paul"))).isEmpty();
        assertThat(VerifierKey.parse("")).isEmpty();
    }

    @Test
    void aKeyComesBackFromItsFile() throws GeneralSecurityException {
        SigningKey key = SigningKey.make();
        SigningKey read = SigningKey.parse(key.pem());
        assertThat(read.verifier()).hasToString(key.verifier().toString());
        assertThat(key.toString()).doesNotContain("PRIVATE");
        String mixed =
                key.pem().replaceFirst("(?s)-----BEGIN PUBLIC.*", "")
                        + SigningKey.make().pem().replaceFirst("(?s).*(?=-----BEGIN PUBLIC)", "");
        assertThatThrownBy(() -> SigningKey.parse(mixed))
                .isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> SigningKey.parse("nothing"))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void aNoteIsSignedByItsKeyOnly() throws IOException {
        SigningKey key = SigningKey.make();
        Note note = read(key.sign(tree()));
        assertThat(note.by(key.verifier())).isEqualTo(Note.Word.SIGNED);
        assertThat(note.by(SigningKey.make().verifier())).isEqualTo(Note.Word.UNKNOWN);
        assertThat(note.checkpoint().holds(tree())).isTrue();
        Note other = read(key.sign(tree()).replaceFirst("\n1\n", "\n2\n"));
        assertThat(other.by(key.verifier())).isEqualTo(Note.Word.FORGED);
    }

    @Test
    void otherSignaturesAndFurtherLinesAreNoHindrance() throws IOException {
        SigningKey key = SigningKey.make();
        String text = Checkpoint.of(key.verifier().name(), tree()).text() + "more\n";
        String signature = Base64.getEncoder().encodeToString(key.signed(text));
        Note note =
                read(
                        text
                                + "\n\u2014 witness AAAAAAAA\n\u2014 "
                                + key.verifier().name()
                                + " "
                                + signature
                                + "\n");
        assertThat(note.by(key.verifier())).isEqualTo(Note.Word.SIGNED);
    }

    private static MerkleTree tree() {
        MerkleTree tree = new MerkleTree();
        tree.add(new byte[] {1});
        return tree;
    }

    private Note read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("note"), text);
        try (Notes notes = Notes.open(file)) {
            return notes.next().orElseThrow();
        }
    }
}
