package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.engines.postgres.PostgresSettings;
import dev.gatehouse.gateway.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

    @TempDir private Path folder;

    @Test
    void aPasswordIsReadAtEachUseAndTheDatabaseIsAwayWhileItIsAway() throws IOException, Failure {
        Path password = Files.writeString(folder.resolve("password"), "first\n");
        Path file =
                Files.writeString(
                        folder.resolve("gatehouse.yaml"),
                        """
                        databases:
                          shop: {host: db, dbname: shop, user: reader, password: "${file:password}"}
                        """);
        Settings settings =
                new SettingsOption(file.toString()).load(new PrintWriter(new StringWriter()));
        PostgresSettings.Login login =
                Connections.of(settings.databases().getFirst(), 1 << 20).login();
        assertThat(login.password().get()).isEqualTo("first");

        Files.delete(password);
        assertThatThrownBy(() -> login.password().get())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.refusal().code())
                                    .isEqualTo(Code.DATABASE_UNAVAILABLE);
                            assertThat(refused.refusal().toString())
                                    .doesNotContain(folder.toString());
                        });

        Files.writeString(password, "second\n");
        assertThat(login.password().get()).isEqualTo("second");
    }
}
