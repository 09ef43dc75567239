package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person at the shell sees, and what a script may rely on. */
class CommandLineTest {

    @TempDir private Path folder;

    private Program.Outcome query(String sql, String... more) throws IOException {
        String settings = SalesServer.settings(folder, "").toString();
        String[] arguments = {"query", "--config", settings, sql};
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return Program.run(all);
    }

    @Test
    void queryPrintsATable() throws IOException {
        Program.Outcome outcome =
                query("SELECT status, count(*), NULL AS nothing FROM orders GROUP BY 1 ORDER BY 1");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .isEqualTo(
                        """
                        status  count  nothing
                        ------  -----  -------
                        open     1667     NULL
                        paid     1666     NULL
                        void     1667     NULL
                        (3 rows)
                        """);
    }

    @Test
    void aRefusalGoesToStandardErrorAndEndsWithOne() throws IOException {
        Program.Outcome outcome = query("SELECT * FROM hr.salaries");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .isEqualTo(
                        """
                        gatehouse: RELATION_UNAVAILABLE: the table `hr.salaries` is not available (line 1:15)
                          list_tables tells which tables are available
                        """);
    }

    @Test
    void controlCharactersInValuesDoNotReachTheTerminal() throws IOException {
        Program.Outcome outcome = query("SELECT E'a\\x1b[31mb\\nc' AS v");
        assertThat(outcome.out()).contains("a\uFFFD[31mb\\nc").doesNotContain("\u001b");
    }

    @Test
    void aLimitBelowOneIsWrongUsage() throws IOException {
        assertThat(query("SELECT 1", "--limit", "0").exitCode()).isEqualTo(2);
    }

    @Test
    void checkNamesEveryProblemAtOnceAndEndsWithTwo() throws IOException {
        Path file = folder.resolve("gatehouse.yaml");
        Files.writeString(
                file,
                """
                databases:
                  shop:
                    url: mysql://x
                    max_row: 5
                    query_timeout: soon
                """);
        Program.Outcome outcome = Program.run("check", "--config", file.toString());
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out())
                .contains("gatehouse.yaml:3:10: error: ")
                .contains("gatehouse.yaml:4:5: error: unknown setting `max_row`")
                .contains("`max_rows`")
                .contains("gatehouse.yaml:5:20: error: ")
                .endsWith("3 problems\n");
    }

    @Test
    void checkIsContentWithGoodSettings() throws IOException {
        Path file = SalesServer.settings(folder, "");
        Program.Outcome outcome = Program.run("check", "--config", file.toString());
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).endsWith("The settings are fine. Databases: sales\n");
    }

    @Test
    void brokenSettingsEndEveryCommandWithTwo() {
        Program.Outcome outcome = Program.run("query", "--config", "/nowhere/x.yaml", "SELECT 1");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("/nowhere/x.yaml");
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        assertThat(Program.run("qery").exitCode()).isEqualTo(2);
    }
}
