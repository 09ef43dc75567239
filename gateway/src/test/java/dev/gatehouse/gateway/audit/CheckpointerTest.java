package dev.gatehouse.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.audit.checkpoint.Notes;
import dev.gatehouse.gateway.audit.checkpoint.VerifierKey;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import dev.gatehouse.gateway.audit.verify.Report;
import dev.gatehouse.gateway.audit.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointerTest {

    @TempDir Path folder;

    private Path path = Path.of("");

    @BeforeEach
    void name() {
        path = folder.resolve("audit.jsonl");
    }

    private void run(int records) {
        run(records, Optional.empty());
    }

    private void run(int records, Optional<Path> copy) {
        var signing =
                new Signing(
                        Signing.key(path),
                        Signing.checkpoints(path),
                        copy,
                        1_000,
                        Duration.ofHours(1));
        try (AuditFile file = AuditFile.open(Keeping.in(path).signed(signing))) {
            for (int i = 0; i < records; i++) {
                file.append(AuditRecords.of("r" + i));
            }
        }
    }

    private Report verified(Path checkpoints) throws IOException {
        VerifierKey key =
                VerifierKey.parse(Files.readString(Signing.publicKey(path))).orElseThrow();
        return Verification.of(new TrailFiles(path), checkpoints, key);
    }

    private Report verified() throws IOException {
        return verified(Signing.checkpoints(path));
    }

    @Test
    void signsWhatWasWrittenAtTheEnd() throws IOException {
        run(3);
        run(4);
        run(0);
        Report report = verified();
        assertThat(report.finding()).isEmpty();
        assertThat(report.checkpoints()).isEqualTo(2);
        assertThat(report.signed()).isEqualTo(7);
        List<String> note = Files.readAllLines(Signing.checkpoints(path)).subList(0, 5);
        assertThat(note.get(0)).startsWith("gatehouse/audit/");
        assertThat(note.get(1)).isEqualTo("3");
        assertThat(note.get(3)).isEmpty();
        assertThat(note.get(4)).startsWith("\u2014 " + note.get(0) + " ");
    }

    @Test
    void theKeyIsReadableByItsOwnerOnly() throws IOException {
        run(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Signing.key(path))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(Signing.publicKey(path)))
                .doesNotContain("PRIVATE")
                .endsWith("\n");
    }

    @Test
    void whenTheKeyIsLostAnotherOneSignsEverything() throws IOException {
        run(2);
        Path kept = Files.copy(Signing.publicKey(path), folder.resolve("kept"));
        Files.delete(Signing.key(path));
        run(1);
        Report report = verified();
        assertThat(report.finding()).isEmpty();
        assertThat(report.foreign()).isEqualTo(1);
        assertThat(report.signed()).isEqualTo(3);
        VerifierKey lost = VerifierKey.parse(Files.readString(kept)).orElseThrow();
        assertThat(Verification.of(new TrailFiles(path), Signing.checkpoints(path), lost).signed())
                .isEqualTo(2);
    }

    @Test
    void goesOnWithoutReadingTheWholeTrail() throws IOException {
        run(5);
        // Whoever read it again from the beginning would stumble here.
        Files.writeString(path, Files.readString(path).replaceFirst("local:alice", "local:mallet"));
        String first = Files.readString(path).lines().findFirst().orElseThrow();
        assertThat(first).contains("mallet");
        Files.writeString(
                Signing.tree(path),
                Files.readString(Signing.tree(path))
                        .replaceFirst("\"offset\":\\d+", "\"offset\":" + offsetOfLast()));
        run(1);
        assertThat(Notes.last(Signing.checkpoints(path), key()).orElseThrow().checkpoint().size())
                .isEqualTo(6);
        assertThat(verified().finding()).isPresent();
    }

    private long offsetOfLast() throws IOException {
        String text = Files.readString(path);
        return text.strip().lastIndexOf('\n') + 1L;
    }

    private VerifierKey key() throws IOException {
        return VerifierKey.parse(Files.readString(Signing.publicKey(path))).orElseThrow();
    }

    @Test
    void readsTheWholeTrailWhenWhatWasKeptIsLost() throws IOException {
        run(5);
        Files.delete(Signing.tree(path));
        run(2);
        assertThat(verified().signed()).isEqualTo(7);
        Files.writeString(Signing.tree(path), "{\"size\":3,\"full\":[\"00\"]}");
        run(2);
        assertThat(verified().signed()).isEqualTo(9);
        assertThat(verified().finding()).isEmpty();
    }

    @Test
    void signsNothingMoreOfATrailThatIsShorterThanWhatWasSigned() throws IOException {
        run(5);
        List<String> lines = Files.readAllLines(path);
        Files.write(path, lines.subList(0, 3));
        run(7);
        Report report = verified();
        assertThat(report.checkpoints()).isZero();
        assertThat(report.finding().orElseThrow().words())
                .contains("are not those that were signed");
        assertThat(Files.readAllLines(Signing.checkpoints(path))).hasSize(6);
    }

    @Test
    void signsNothingMoreOfATrailThatWasChanged() throws IOException {
        run(5);
        Files.writeString(path, Files.readString(path).replaceFirst("\"rows\":42", "\"rows\":43"));
        Files.delete(Signing.tree(path));
        run(7);
        assertThat(Files.readAllLines(Signing.checkpoints(path))).hasSize(6);
    }

    @Test
    void aCopyElsewhereShowsThatTrailAndCheckpointsWereCut() throws IOException {
        Path copy = folder.resolve("elsewhere/checkpoints");
        run(2, Optional.of(copy));
        List<String> lines = Files.readAllLines(path);
        String checkpoints = Files.readString(Signing.checkpoints(path));
        run(2, Optional.of(copy));
        assertThat(Files.readString(copy)).isEqualTo(Files.readString(Signing.checkpoints(path)));
        Files.write(path, lines);
        Files.writeString(Signing.checkpoints(path), checkpoints);
        assertThat(verified().finding()).isEmpty();
        assertThat(verified(copy).finding().orElseThrow().words())
                .isEqualTo("the trail ends with record 2, but so many were signed");
    }

    @Test
    void aCopyThatFailedIsMadeUpFor() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        run(1, Optional.of(copy));
        run(1, Optional.of(copy));
        Files.delete(copy);
        run(1, Optional.of(copy));
        assertThat(Files.readString(copy)).isEqualTo(Files.readString(Signing.checkpoints(path)));
    }

    @Test
    void aCheckpointThatACrashCutDoesNotSpoilTheNext() throws IOException {
        run(1);
        String note = Files.readString(Signing.checkpoints(path));
        for (int length : List.of(5, 20, 40, 90, 130, note.length() - 6)) {
            Files.writeString(
                    Signing.checkpoints(path),
                    note.substring(0, length),
                    StandardOpenOption.APPEND);
            run(1);
        }
        Report report = verified();
        assertThat(report.finding()).isEmpty();
        assertThat(report.signed()).isEqualTo(7);
    }

    @Test
    void oneOfSeveralProcessesSigns() throws Exception {
        try (var a = AppendingProcess.startSigning(path, "a", 4);
                var b = AppendingProcess.startSigning(path, "b", 4)) {
            for (int i = 0; i < 800; i++) {
                assertThat(a.output().readLine()).isNotNull();
                assertThat(b.output().readLine()).isNotNull();
            }
        }
        run(1);
        Report report = verified();
        assertThat(report.finding()).isEmpty();
        assertThat(report.signed()).isEqualTo(report.records());
        assertThat(AppendingProcess.log(path)).content().doesNotContain("NOT WHAT WAS WRITTEN");
    }
}
