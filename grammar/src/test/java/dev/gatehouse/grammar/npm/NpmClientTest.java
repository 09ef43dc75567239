package dev.gatehouse.grammar.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.grammar.BuildFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpmClientTest {
    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir Path folder;

    private static NpmPackage pinned(byte[] content) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-512").digest(content);
        return new NpmPackage("some-grammar", "1.2.3", Base64.getEncoder().encodeToString(digest));
    }

    private NpmClient withoutNpm() {
        return new NpmClient(folder, "no-such-npm");
    }

    @Test
    void aVerifiedTarballIsNotFetchedAgain() throws Exception {
        Path tarball = Files.write(folder.resolve("some-grammar-1.2.3.tgz"), CONTENT);

        assertThat(withoutNpm().take(pinned(CONTENT))).isEqualTo(tarball);
    }

    @Test
    void aTarballWithOtherBytesIsRefused() throws Exception {
        Files.write(folder.resolve("some-grammar-1.2.3.tgz"), CONTENT);

        assertThatThrownBy(() -> withoutNpm().take(pinned(new byte[] {9})))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("is not the pinned some-grammar@1.2.3");
    }

    @Test
    void withoutNpmTheMessageSaysWhatToDo() {
        assertThatThrownBy(() -> withoutNpm().take(pinned(CONTENT)))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("install Node.js")
                .hasMessageContaining(folder.resolve("some-grammar-1.2.3.tgz").toString());
    }

    @ParameterizedTest
    @CsvSource({"Bad Name, 1.2.3", "good, latest", "good, ^1.2.3", "../up, 1.2.3"})
    void onlyExactPackagesCanBeNamed(String name, String version) {
        assertThatThrownBy(() -> new NpmPackage(name, version, "AA=="))
                .isInstanceOf(BuildFailure.class);
    }
}
