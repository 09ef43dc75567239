package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    private static final String THREE =
            "SELECT 1 AS a, '' AS a, NULL AS b UNION ALL SELECT 2, 'x|,y', 'NULL' ORDER BY 1";

    @Test
    void queryPrintsCsvForPrograms() throws IOException {
        assertThat(query(THREE, "--format", "csv").out())
                .isEqualTo("a,a,b\n1,\"\",\n2,\"x|,y\",\"NULL\"\n");
    }

    @Test
    void queryPrintsMarkdownForDocuments() throws IOException {
        assertThat(query(THREE, "--format", "markdown").out())
                .isEqualTo(
                        """
                        | a | a | b |
                        | --- | --- | --- |
                        | 1 | "" | NULL |
                        | 2 | x\\|,y | "NULL" |
                        """);
    }

    @Test
    void queryPrintsJsonForPrograms() throws IOException {
        assertThat(query(THREE, "--format", "json").out())
                .endsWith("\"rows\":[[1,\"\",null],[2,\"x|,y\",\"NULL\"]],\"row_count\":2}\n");
    }

    @Test
    void whatIsMissingIsToldApartFromTheRows() throws IOException {
        Program.Outcome outcome = query(THREE, "--format", "csv", "--limit", "1");
        assertThat(outcome.out()).isEqualTo("a,a,b\n1,\"\",\n");
        assertThat(outcome.err()).isEqualTo("(1 row, cut at the row limit)\n");
    }

    @Test
    void anUnknownFormatIsWrongUsage() throws IOException {
        assertThat(query("SELECT 1", "--format", "xml").exitCode()).isEqualTo(2);
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
    void checkNamesTheProblemsOfHttpWithTheirPlaces() throws IOException {
        Path file = SalesServer.settings(folder, "");
        Files.writeString(folder.resolve("empty.pem"), "");
        Files.writeString(
                file,
                """
                http:
                  host: 0.0.0.0
                  port: 99999
                  allowed_host: [a]
                  tls: {certificate: empty.pem, key: empty.pem}
                """,
                StandardOpenOption.APPEND);
        Program.Outcome outcome = Program.run("check", "--config", file.toString());
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out())
                .contains(":11:9: error: everybody who can connect could ask the databases")
                .contains("without_authentication: true")
                .contains(":12:9: error: `99999` must be a whole number from 0 to 65535")
                .contains(":13:3: error: unknown setting `allowed_host`; did you mean")
                .contains(":14:22: error: the certificate file holds no certificate; ")
                .endsWith("4 problems\n");
    }

    @Test
    void anOptionOfServeWinsOverTheSettingsFile() throws IOException {
        Path file = SalesServer.settings(folder, "http: {host: 0.0.0.0, port: 99999}\n");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Program.Outcome outcome =
                    Program.run("serve", "--config=" + file, "--host=127.0.0.1", "--port=" + port);
            assertThat(outcome.err()).contains("cannot listen on 127.0.0.1:" + port);
            assertThat(outcome.exitCode()).isEqualTo(1);
        }
        Program.Outcome help = Program.run("serve", "--help");
        assertThat(help.out()).contains("Every option wins over what the settings file says");
    }

    @Test
    void aKeyThatIsNotThereEndsServeWithTwo() throws IOException {
        String settings = SalesServer.settings(folder, "").toString();
        Program.Outcome outcome =
                Program.run(
                        "serve",
                        "--config=" + settings,
                        "--tls-certificate=" + settings,
                        "--tls-key=" + folder.resolve("no-key.pem"));
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--tls-key: error: there is no such file");
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
