package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gatehouse.postgres.parser.GrammarVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({"9, 15", "14, 15", "19, 18"})
    void aServerWithoutAGrammarOfItsOwnIsReported(int server, int grammar) {
        assertThat(Meeting.mismatch("shop", server))
                .contains(
                        "database shop runs PostgreSQL "
                                + server
                                + "; its SQL is read with the grammar of "
                                + grammar);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void aServerWithAGrammarOfItsOwnIsNot(int server) {
        assertThat(Meeting.mismatch("shop", server)).isEmpty();
    }
}
