package dev.gatehouse.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.audit.AuditFailure;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import dev.gatehouse.gateway.audit.verify.Report;
import dev.gatehouse.gateway.audit.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationTest {

    /** The day of the records that tests append. */
    private static final Instant SAME_DAY = Instant.parse("2026-11-21T23:59:59Z");

    private static final Instant NEXT_DAY = Instant.parse("2026-11-22T00:00:00Z");

    @TempDir Path folder;

    @Test
    void aNewFileBeginsWithTheDay() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        Keeping daily = Keeping.in(path).rotated(new Rotation(true, Long.MAX_VALUE));
        try (AuditFile file = AuditFile.open(daily.at(() -> SAME_DAY))) {
            file.append(AuditRecords.of("one"));
            file.append(AuditRecords.of("two"));
        }
        try (AuditFile file = AuditFile.open(daily.at(() -> NEXT_DAY))) {
            file.append(AuditRecords.of("three"));
        }
        assertThat(names(path)).containsExactly("audit-20261121-000000000001.jsonl", "audit.jsonl");
        assertThat(Files.readAllLines(path)).hasSize(1).first().asString().contains("\"seq\":3");
        assertSound(path, 3);
    }

    @Test
    void aRecordOfYesterdayDoesNotEndTheFileThatItBegins() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        Keeping daily = Keeping.in(path).rotated(new Rotation(true, Long.MAX_VALUE));
        try (AuditFile file = AuditFile.open(daily.at(() -> NEXT_DAY))) {
            file.append(AuditRecords.of("one"));
            file.append(AuditRecords.of("two"));
        }
        assertThat(names(path)).containsExactly("audit.jsonl");
    }

    @Test
    void aNewFileBeginsWhenOneIsFull() throws IOException {
        Path path = folder.resolve("trail");
        try (AuditFile file = AuditFile.open(bySize(path))) {
            IntStream.range(0, 9).forEach(i -> file.append(AuditRecords.of("r" + i)));
        }
        assertThat(names(path))
                .contains("trail-20261121-000000000001", "trail")
                .hasSizeGreaterThan(3);
        assertSound(path, 9);
    }

    private static Keeping bySize(Path path) {
        return Keeping.in(path).rotated(new Rotation(false, 700)).at(() -> SAME_DAY);
    }

    @Test
    void theChainGoesOnAfterACrashBetweenTwoFiles() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        try (AuditFile file = AuditFile.open(Keeping.in(path))) {
            file.append(AuditRecords.of("one"));
            file.append(AuditRecords.of("two"));
        }
        Files.move(path, folder.resolve("audit-20261121-000000000001.jsonl"));
        try (AuditFile file = AuditFile.open(Keeping.in(path))) {
            file.append(AuditRecords.of("three"));
        }
        assertSound(path, 3);
    }

    @Test
    void aTornLineIsRepairedBeforeItsFileIsFull() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        for (int run = 0; run < 4; run++) {
            try (AuditFile file = AuditFile.open(bySize(path))) {
                file.append(AuditRecords.of("a" + run));
                file.append(AuditRecords.of("b" + run));
            }
            Files.writeString(path, Files.readString(path) + "{\"torn");
        }
        AuditFile.open(bySize(path)).close();
        assertThat(Verification.of(new TrailFiles(path)).repaired()).isEqualTo(4);
        assertSound(path, 12);
    }

    @Test
    void noFileIsEverOverwritten() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        Files.writeString(folder.resolve("audit-20261121-000000000001.jsonl"), "");
        try (AuditFile file = AuditFile.open(bySize(path))) {
            file.append(AuditRecords.of("one"));
            file.append(AuditRecords.of("two"));
            assertThatThrownBy(() -> file.append(AuditRecords.of("three")))
                    .isInstanceOf(AuditFailure.class);
        }
    }

    @Test
    void severalProcessesBeginFilesTogether() throws Exception {
        Path path = folder.resolve("audit.jsonl");
        try (var a = AppendingProcess.startSigning(path, "a", 4);
                var b = AppendingProcess.startSigning(path, "b", 4)) {
            while (new TrailFiles(path).full().size() < 5) {
                assertThat(a.output().readLine()).isNotNull();
                assertThat(b.output().readLine()).isNotNull();
            }
        }
        AuditFile.open(path).close();
        assertThat(Verification.of(new TrailFiles(path)).finding()).isEmpty();
    }

    private static List<String> names(Path path) throws IOException {
        return new TrailFiles(path).all().stream().map(each -> each.getFileName() + "").toList();
    }

    private static void assertSound(Path path, long records) throws IOException {
        Report report = Verification.of(new TrailFiles(path));
        assertThat(report.finding()).isEmpty();
        assertThat(report.records()).isEqualTo(records);
    }
}
