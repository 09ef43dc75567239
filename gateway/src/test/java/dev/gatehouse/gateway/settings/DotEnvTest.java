package dev.gatehouse.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotEnvTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "A=b | b",
                "export A=b | b",
                "A = b | b",
                "A=b # why | b",
                "A=b#c | b#c",
                "A=b c | b c",
                "A='b # c' # why | b # c",
                "A=\"b # c\" | b # c",
                "A=\"b\\\"c\\\\d\" | b\"c\\d",
                "A='b\\n' | b\\n",
                "A=it's | it's",
                "A=postgres://u:p@h/d?a=b#c | postgres://u:p@h/d?a=b#c",
            })
    void aValueIsReadAsShellsDo(String line, String value) throws IOException {
        assertThat(read("# a comment\n\n" + line + "\n")).isEqualTo(Map.of("A", value));
    }

    @Test
    void aValueMayBeEmpty() throws IOException {
        assertThat(read("A=\nB=''\nC=\"\"\nD= # why\n"))
                .isEqualTo(Map.of("A", "", "B", "", "C", "", "D", ""));
    }

    @Test
    void theEnvironmentWins() throws IOException {
        Files.writeString(folder.resolve(".env"), "DATABASE_URL=postgres://db/a\nMAX_ROWS=7\n");
        var environment = Map.of("DATABASE_URL", "postgres://db/b");
        DatabaseSettings database = Sought.in(folder).environment(environment).only();
        assertThat(database.name()).isEqualTo("b");
        assertThat(database.limits().rows()).isEqualTo(7);
    }

    @Test
    void aLineThatCannotBeReadIsSaidWithoutItsText() throws IOException {
        String endless = "A=\"" + "\\\"".repeat(500_000);
        var problems = new Problems();
        Files.writeString(
                folder.resolve(".env"), "PASSWORD hunter2\nA='hunter2\n" + endless + "\nB=1\n");
        assertThat(DotEnv.read(folder, problems)).isEqualTo(Map.of("B", "1"));
        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly(
                        ".env:1:1: warning: this is not NAME=value; it was not used",
                        ".env:2:1: warning: this is not NAME=value; it was not used",
                        ".env:3:1: warning: this is not NAME=value; it was not used");
    }

    @Test
    void theLongestLineDoesNotExhaustTheStack() throws IOException {
        String line = "A=\"" + "\\\"".repeat(2_000) + "\"";
        assertThat(read(line)).isEqualTo(Map.of("A", "\"".repeat(2_000)));
    }

    private Map<String, String> read(String text) throws IOException {
        Files.writeString(folder.resolve(".env"), text);
        return DotEnv.read(folder, new Problems());
    }
}
