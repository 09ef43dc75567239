package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gatehouse.postgres.parser.GrammarVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {

    @TempDir private Path folder;

    @Test
    void aWarmUpThatTheEndOvertakesComplainsOfNothing() throws IOException, Failure {
        Path file = SalesServer.settings(folder, "");
        Gate gate =
                Gate.open(
                        new SettingsOption(file.toString())
                                .load(new PrintWriter(new StringWriter())));
        gate.close();
        assertThatCode(() -> gate.warmUp(GrammarVersion.POSTGRESQL_18)).doesNotThrowAnyException();
    }
}
