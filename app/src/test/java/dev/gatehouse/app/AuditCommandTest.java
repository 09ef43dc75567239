package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gatehouse audit} over a trail that governed queries wrote. */
class AuditCommandTest {

    @TempDir private Path folder;

    private Path settings = Path.of("");
    private Path trail = Path.of("");

    @BeforeEach
    void ask() throws IOException {
        settings = SalesServer.settings(folder, "");
        trail = folder.resolve("audit.jsonl");
        query("SELECT count(*) FROM orders");
        query("SELECT * FROM hr.salaries");
    }

    private void query(String sql) {
        Program.run("query", "--config", settings.toString(), sql);
    }

    private Program.Outcome audit(String... arguments) {
        List<String> all = new ArrayList<>(List.of("audit"));
        all.addAll(List.of(arguments));
        return Program.run(all.toArray(String[]::new));
    }

    private Program.Outcome verify(String... more) {
        List<String> all = new ArrayList<>(List.of("verify", "--config", settings.toString()));
        all.addAll(List.of(more));
        return audit(all.toArray(String[]::new));
    }

    @Test
    void verifyIsContentWithWhatWasWritten() {
        Program.Outcome outcome = verify();
        assertThat(outcome.out())
                .isEqualTo(
                        "2 records, and the chain holds; so do 2 checkpoints, the last over 2.\n");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void verifyNamesTheRecordThatWasChanged() throws IOException {
        query("SELECT 3");
        String text = Files.readString(trail);
        Files.writeString(trail, text.replace("RELATION_UNAVAILABLE", "RELATION_AVAILABLE"));
        Program.Outcome outcome = verify();
        assertThat(outcome.out())
                .isEqualTo(
                        trail
                                + ":2: record 2: the records up to 2 are not those that were"
                                + " signed\n");
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void verifyFindsByACopyWhatWasCutOffWithItsCheckpoints() throws IOException {
        Path checkpoints = folder.resolve("audit.jsonl.checkpoints");
        String before = Files.readString(trail);
        String signed = Files.readString(checkpoints);
        query("SELECT 3");
        Path copy = Files.copy(checkpoints, folder.resolve("copy"));
        String key = Files.readString(folder.resolve("audit.jsonl.pub")).strip();
        Files.writeString(trail, before);
        Files.writeString(checkpoints, signed);
        assertThat(verify().exitCode()).isZero();
        Program.Outcome outcome =
                audit("verify", "--trail=" + trail, "--checkpoints=" + copy, "--public-key=" + key);
        assertThat(outcome.out())
                .isEqualTo(
                        copy
                                + ":13: record 3: the trail ends with record 2, but so many were"
                                + " signed\n");
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void verifySaysWhenNoCheckpointCoversTheEnd() throws IOException {
        Files.delete(folder.resolve("audit.jsonl.checkpoints"));
        Program.Outcome outcome = verify();
        assertThat(outcome.out()).contains("their end could be missing");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void anotherKeyProvesNothing() {
        Program.Outcome outcome =
                verify(
                        "--public-key",
                        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        assertThat(outcome.out())
                .contains("No checkpoint was signed with this key.")
                .contains("2 checkpoints of another key say nothing here.");
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadEndsWithTwo() throws IOException {
        assertThat(audit("verify", "--trail", folder.resolve("no").toString()).exitCode())
                .isEqualTo(2);
        assertThat(verify("--public-key", trail.toString()).exitCode()).isEqualTo(2);
        assertThat(verify("--public-key", folder.resolve("no").toString()).exitCode()).isEqualTo(2);
        assertThat(audit("search", "--trail=" + trail, "--since=soon").exitCode()).isEqualTo(2);
        assertThat(audit().exitCode()).isEqualTo(2);
        Files.writeString(settings, "audit: {fil: x}");
        assertThat(verify().err()).contains("unknown setting `fil`");
        assertThat(verify().exitCode()).isEqualTo(2);
    }

    @Test
    void searchFindsByWhatIsWanted() {
        assertThat(search()).hasSize(2);
        assertThat(search("--relation", "orders")).hasSize(1);
        assertThat(search("--relation", "sales.orders", "--decision", "answered")).hasSize(1);
        assertThat(search("--relation", "rders")).isEmpty();
        assertThat(search("--code", "relation_unavailable"))
                .hasSize(1)
                .first()
                .asString()
                .matches("\\S+Z {2}#2 {2}local:\\S+ {2}query {2}sales {2}RELATION_UNAVAILABLE");
        assertThat(search("--tool", "query", "--database", "sales")).hasSize(2);
        assertThat(search("--tool", "explain")).isEmpty();
        assertThat(search("--caller", "nobody")).isEmpty();
        assertThat(search("--since", "2026-01-01", "--until", "2999-01-01T00:00:00Z")).hasSize(2);
        assertThat(search("--until", "2026-01-01")).isEmpty();
        assertThat(search("--json", "--code", "RELATION_UNAVAILABLE"))
                .first()
                .asString()
                .startsWith("{\"caller\"");
    }

    private List<String> search(String... wanted) {
        List<String> all = new ArrayList<>(List.of("search", "--trail", trail.toString()));
        all.addAll(List.of(wanted));
        Program.Outcome outcome = audit(all.toArray(String[]::new));
        assertThat(outcome.exitCode()).isZero();
        return outcome.out().lines().toList();
    }

    @Test
    void exportWritesForOtherPrograms() throws IOException {
        String whole = Files.readString(trail);
        assertThat(audit("export", "--trail=" + trail).out()).isEqualTo(whole);
        assertThat(audit("export", "--trail=" + trail, "--format=csv").out().lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("seq,time,");
        assertThat(audit("export", "--trail=" + trail, "--format=ocsf").out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"class_uid\":6005"));
    }

    @Test
    void theTextOfStatementsIsKeptAsTheSettingsSay() throws IOException {
        settings = SalesServer.settings(folder, "");
        String text = Files.readString(settings);
        for (String sql : List.of("normalised", "full")) {
            Files.writeString(settings, text.replace("audit: {", "audit: {sql: " + sql + ", "));
            query("SELECT 'planted'::text");
        }
        List<String> lines = Files.readAllLines(trail);
        assertThat(lines.get(2)).contains("\"sql\":\"SELECT ?::text\"");
        assertThat(lines.get(3)).contains("\"sql\":\"SELECT 'planted'::text\"");
    }
}
