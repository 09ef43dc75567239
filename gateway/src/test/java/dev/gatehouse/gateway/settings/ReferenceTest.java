package dev.gatehouse.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTest {

    private static final Path PAGE = Path.of("../docs/settings.md");

    @TempDir Path folder;

    @Test
    void theCommittedPageIsWhatTheDeclarationsSay() throws IOException {
        if (Boolean.getBoolean("gatehouse.update")) {
            Files.createDirectories(PAGE.resolveSibling(""));
            Files.writeString(PAGE, Reference.markdown());
        }
        assertThat(PAGE).hasContent(Reference.markdown());
    }

    @Test
    void theExampleOfThePageHasNoProblems() throws IOException {
        String example =
                Reference.exampleFile()
                        .replace("/run/secrets/shop", folder.resolve("secret").toString())
                        .replace("/etc/gatehouse", folder.toString());
        Files.writeString(folder.resolve("certificate.pem"), "");
        Files.writeString(folder.resolve("key.pem"), "");
        Files.writeString(folder.resolve("clients.pem"), "");
        Files.writeString(folder.resolve("secret"), "a secret of more than 16 bytes\n");
        Files.writeString(folder.resolve("gatehouse.yaml"), example);
        var sources =
                new Sources(
                        "",
                        folder,
                        folder,
                        Map.of("SHOP_USER", "reader", "STATE_URL", "postgres://db/state"),
                        Map.of(),
                        new PlainChecks());
        assertThat(Settings.load(sources))
                .isInstanceOfSatisfying(
                        Settings.Loaded.class, loaded -> assertThat(loaded.warnings()).isEmpty());
    }
}
