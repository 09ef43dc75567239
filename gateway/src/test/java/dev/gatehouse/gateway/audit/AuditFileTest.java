package dev.gatehouse.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.audit.AuditFailure;
import dev.gatehouse.gateway.audit.trail.Sha256;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import dev.gatehouse.gateway.audit.verify.Report;
import dev.gatehouse.gateway.audit.verify.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditFileTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir Path folder;

    @Test
    void keepsWhatWasAskedInOneCanonicalLine() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        try (AuditFile file = AuditFile.open(path)) {
            file.append(AuditRecords.of("3a1c9f82a2d1"));
            file.append(AuditRecords.of("", "", List.of(), AuditRecords.REFUSED));
        }
        assertThat(path)
                .hasContent(
                        """
                        {"bytes":1234,"caller":"local:alice","client":"claude-desktop 1.4",\
                        "database":"shop","decision":"answered","duration_ms":12,\
                        "fp":"3a1c9f82a2d1","prev":"%s",\
                        "reasons":["every schema in sight may be read"],\
                        "relations":["sales.orders"],"roles":["analyst"],"rows":42,"seq":1,\
                        "time":"2026-11-21T10:00:00.000123Z","tool":"query","transport":"stdio"}
                        {"caller":"local:alice","code":"RELATION_UNAVAILABLE","database":"shop",\
                        "decision":"refused","duration_ms":12,"prev":"%s",\
                        "reasons":["every schema in sight may be read"],"roles":["analyst"],\
                        "seq":2,"time":"2026-11-21T10:00:00.000123Z","tool":"query",\
                        "transport":"stdio"}
                        """
                                .formatted(
                                        "0".repeat(64), sha256(Files.readAllLines(path).get(0))));
    }

    private static String sha256(String line) {
        return Sha256.hex(line.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void eachLineNamesTheHashOfTheOneBefore() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        for (int run = 0; run < 3; run++) {
            try (AuditFile file = AuditFile.open(path)) {
                file.append(AuditRecords.of("größer " + run));
                file.append(AuditRecords.of("then " + run));
            }
        }
        List<String> lines = Files.readAllLines(path);
        for (int i = 1; i < lines.size(); i++) {
            assertThat(JSON.readTree(lines.get(i)).path("prev").asString())
                    .isEqualTo(sha256(lines.get(i - 1)));
        }
    }

    @Test
    void keepsTheTextOfStatementsWhenToldTo() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        try (AuditFile file = AuditFile.open(Keeping.in(path).with(SqlText.FULL))) {
            file.append(AuditRecords.of("a"));
        }
        assertThat(records(path).getFirst().path("sql").asString())
                .isEqualTo("SELECT 'secret value'");
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        Path path = folder.resolve("made/for/it/audit.jsonl");
        try (AuditFile file = AuditFile.open(path)) {
            file.append(AuditRecords.of("a"));
        }
        assertThat(permissions(path)).isEqualTo("rw-------");
        assertThat(permissions(path.resolveSibling("audit.jsonl.lock"))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("made/for/it"))).isEqualTo("rwx------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void goesOnWithTheNumbersOfAnEarlierRun() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        for (int run = 0; run < 3; run++) {
            try (AuditFile file = AuditFile.open(path)) {
                file.append(AuditRecords.of("run" + run));
            }
        }
        assertThat(numbers(path)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aRecordTellsOfAnUnfinishedLineBeforeIt() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        String torn = "{\"bytes\":12,\"cal";
        try (AuditFile file = AuditFile.open(path)) {
            file.append(AuditRecords.of("before"));
            Files.writeString(path, torn, StandardOpenOption.APPEND);
            file.append(AuditRecords.of("after"));
        }
        List<String> lines = Files.readAllLines(path);
        assertThat(lines).hasSize(4).element(1).isEqualTo(torn);
        JsonNode repaired = JSON.readTree(lines.get(2));
        assertThat(repaired.path("decision").asString()).isEqualTo("repaired");
        assertThat(repaired.path("torn_bytes").asInt()).isEqualTo(torn.length() + 1);
        assertThat(repaired.path("torn_hash").asString()).isEqualTo(sha256(torn + "\n"));
        assertThat(JSON.readTree(lines.get(3)).path("fp").asString()).isEqualTo("after");
        assertThat(JSON.readTree(lines.get(3)).path("seq").asLong()).isEqualTo(3);
    }

    @Test
    void repairsAnUnfinishedLineWhenItIsOpened() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        Files.writeString(path, "no record");
        AuditFile.open(path).close();
        AuditFile.open(path).close();
        List<String> lines = Files.readAllLines(path);
        assertThat(lines).hasSize(2).first().isEqualTo("no record");
        assertThat(JSON.readTree(lines.get(1)).path("seq").asLong()).isEqualTo(1);
    }

    @Test
    void countsAWholeRecordThatOnlyLacksItsLineEnd() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        try (AuditFile file = AuditFile.open(path)) {
            file.append(AuditRecords.of("one"));
        }
        Files.writeString(path, Files.readString(path).strip());
        try (AuditFile file = AuditFile.open(path)) {
            file.append(AuditRecords.of("after"));
        }
        assertThat(numbers(path)).containsExactly(1L, 2L);
        assertThat(Verification.of(new TrailFiles(path)).finding()).isEmpty();
    }

    @Test
    void findsTheLastRecordBeforeAVeryLongUnfinishedLine() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        try (AuditFile file = AuditFile.open(path)) {
            file.append(AuditRecords.of("one"));
        }
        String torn = "x".repeat(3 * AuditLine.MOST_BYTES);
        Files.writeString(path, torn, StandardOpenOption.APPEND);
        try (AuditFile file = AuditFile.open(path)) {
            file.append(AuditRecords.of("after"));
        }
        assertThat(JSON.readTree(Files.readAllLines(path).getLast()).path("seq").asLong())
                .isEqualTo(3);
        Report report = Verification.of(new TrailFiles(path));
        assertThat(report.finding()).isEmpty();
        assertThat(report.repaired()).isEqualTo(1);
    }

    @Test
    void makesTheFileAnewWhenItIsMovedAwayOrDeleted() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        try (AuditFile file = AuditFile.open(path)) {
            file.append(AuditRecords.of("one"));
            Files.move(path, folder.resolve("audit.1.jsonl"));
            file.append(AuditRecords.of("two"));
            Files.delete(path);
            file.append(AuditRecords.of("three"));
        }
        assertThat(fingerprints(folder.resolve("audit.1.jsonl"))).containsExactly("one");
        assertThat(fingerprints(path)).containsExactly("three");
        assertThat(Verification.of(new TrailFiles(path)).finding())
                .hasValueSatisfying(
                        finding -> {
                            assertThat(finding.seq()).isEqualTo(1);
                            assertThat(finding.words()).isEqualTo("it is missing; here follows 3");
                        });
    }

    @Test
    void failsWhileTheDiskIsFullAndRecoversAfterwards() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        try (AuditFile file = AuditFile.open(path)) {
            file.append(AuditRecords.of("one"));
            Files.delete(path);
            Files.createSymbolicLink(path, Path.of("/dev/full"));
            assertThatThrownBy(() -> file.append(AuditRecords.of("two")))
                    .isInstanceOf(AuditFailure.class);
            Files.delete(path);
            file.append(AuditRecords.of("three"));
        }
        assertThat(fingerprints(path)).containsExactly("three");
    }

    @Test
    void cannotBeOpenedWhereThereIsNoFileToMake() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (Path path : List.of(folder, file.resolve("audit.jsonl"), Path.of("/dev/null"))) {
            assertThatThrownBy(() -> AuditFile.open(path)).isInstanceOf(AuditFailure.class);
            assertThat(path.resolveSibling(path.getFileName() + ".lock")).doesNotExist();
        }
    }

    @Test
    void isOpenedOnceInAProcess() {
        Path path = folder.resolve("audit.jsonl");
        try (AuditFile file = AuditFile.open(path)) {
            assertThatThrownBy(() -> AuditFile.open(path))
                    .isInstanceOf(AuditFailure.class)
                    .hasRootCauseInstanceOf(OverlappingFileLockException.class);
            file.append(AuditRecords.of("still writes"));
        }
        AuditFile.open(path).close();
    }

    @Test
    void failsOnceItIsClosed() {
        AuditFile file = AuditFile.open(folder.resolve("audit.jsonl"));
        file.close();
        assertThatThrownBy(() -> file.append(AuditRecords.of("late")))
                .isInstanceOf(AuditFailure.class);
    }

    @Test
    void keepsTheRecordOfAnInterruptedThreadToo() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        try (AuditFile file = AuditFile.open(path)) {
            Thread.currentThread().interrupt();
            file.append(AuditRecords.of("interrupted"));
            assertThat(Thread.interrupted()).isTrue();
            file.append(AuditRecords.of("next"));
        }
        assertThat(fingerprints(path)).containsExactly("interrupted", "next");
    }

    @Test
    void keepsEveryRecordOfManyThreads() throws Exception {
        Path path = folder.resolve("audit.jsonl");
        try (AuditFile file = AuditFile.open(path)) {
            var threads =
                    IntStream.range(0, 1_000)
                            .mapToObj(i -> AuditRecords.of("r" + i))
                            .map(r -> Thread.startVirtualThread(() -> file.append(r)))
                            .toList();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(numbers(path)).isEqualTo(LongStream.rangeClosed(1, 1_000).boxed().toList());
        assertThat(fingerprints(path)).doesNotHaveDuplicates();
    }

    @Test
    void twoProcessesShareAFile() throws Exception {
        Path path = folder.resolve("audit.jsonl");
        try (var a = AppendingProcess.start(path, "a", 4, 100);
                var b = AppendingProcess.start(path, "b", 4, 100)) {
            assertThat(a.output().lines().count()).isEqualTo(400);
            assertThat(b.output().lines().count()).isEqualTo(400);
            assertThat(List.of(a.exitCode(), b.exitCode())).containsOnly(0);
        }
        assertThat(numbers(path)).isEqualTo(LongStream.rangeClosed(1, 800).boxed().toList());
        assertThat(fingerprints(path)).doesNotHaveDuplicates();
    }

    @Test
    void everyAppendThatReturnedSurvivesAKill() throws Exception {
        Path path = folder.resolve("audit.jsonl");
        List<String> returned;
        try (var process = AppendingProcess.start(path, "k", 8, Integer.MAX_VALUE)) {
            var output = process.output();
            var first = IntStream.range(0, 500).mapToObj(_ -> line(output)).toList();
            process.kill();
            assertThat(process.exitCode()).isNotZero();
            returned = new ArrayList<>(first);
            output.lines().forEach(returned::add);
        }
        // The kill may have cut the last line that was printed.
        returned.removeIf(fingerprint -> !fingerprint.matches("k-\\d+-\\d+;"));
        try (AuditFile file = AuditFile.open(path)) {
            file.append(AuditRecords.of("after"));
        }
        assertThat(fingerprints(path)).containsAll(returned).endsWith("after");
    }

    private static String line(BufferedReader output) {
        try {
            return Objects.requireNonNull(output.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Long> numbers(Path path) throws IOException {
        return records(path).stream().map(node -> node.path("seq").asLong()).toList();
    }

    private static List<String> fingerprints(Path path) throws IOException {
        return records(path).stream().map(node -> node.path("fp").asString()).toList();
    }

    private static List<JsonNode> records(Path path) throws IOException {
        return Files.readAllLines(path).stream().map(JSON::readTree).toList();
    }
}
