package dev.gatehouse.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.audit.checkpoint.VerifierKey;
import dev.gatehouse.gateway.audit.export.Records;
import dev.gatehouse.gateway.audit.export.Wanted;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import dev.gatehouse.gateway.audit.verify.Report;
import dev.gatehouse.gateway.audit.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five processes at a time that write to one trail as fast as they can, and are killed. Whole
 * servers are killed by {@code ServerCrashIT} in {@code app}.
 */
class CrashTest {

    private static final int ROUNDS = 2;
    private static final int AT_A_TIME = 5;
    private static final int THREADS = 4;

    @TempDir Path folder;

    @Test
    void everyAnswerOfKilledProcessesIsInATrailThatVerifies() throws Exception {
        Path path = folder.resolve("audit.jsonl");
        List<String> returned = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            returned.addAll(killed(path, round));
        }
        try (AuditFile file = AuditFile.open(AppendingProcess.signing(path))) {
            file.append(AuditRecords.of("after"));
        }
        Report report = verified(path);
        assertThat(report.finding()).isEmpty();
        assertThat(report.unfinished()).isZero();
        assertThat(report.signed()).isEqualTo(report.records());
        assertThat(report.checkpoints()).isGreaterThan(1);
        assertThat(new TrailFiles(path).full()).isNotEmpty();
        assertThat(returned).hasSizeGreaterThan(ROUNDS * AT_A_TIME);
        assertThat(fingerprints(path)).containsAll(returned).contains("after");
        assertThat(AppendingProcess.log(path)).content().doesNotContain("NOT WHAT WAS WRITTEN");
    }

    /** Starts some processes at once, and kills each once it is at work; what they printed. */
    private static List<String> killed(Path path, int round) throws Exception {
        List<AppendingProcess> processes = new ArrayList<>();
        List<String> returned = new ArrayList<>();
        try {
            for (int i = 0; i < AT_A_TIME; i++) {
                String name = "r" + round + "p" + i;
                processes.add(AppendingProcess.startSigning(path, name, THREADS));
            }
            for (AppendingProcess process : processes) {
                for (int i = 0; i < 50 * (round + 1); i++) {
                    returned.add(String.valueOf(process.output().readLine()));
                }
                process.kill();
                assertThat(process.exitCode()).isNotZero();
                process.output().lines().forEach(returned::add);
            }
        } finally {
            processes.forEach(AppendingProcess::close);
        }
        // The kill may have cut the last line that was printed: its end marks the others.
        returned.removeIf(fingerprint -> !fingerprint.matches("r\\d+p\\d-\\d-\\d+;"));
        return returned;
    }

    private static Report verified(Path path) throws IOException {
        VerifierKey key =
                VerifierKey.parse(Files.readString(Signing.publicKey(path))).orElseThrow();
        return Verification.of(new TrailFiles(path), Signing.checkpoints(path), key);
    }

    private static Set<String> fingerprints(Path path) throws IOException {
        Set<String> fingerprints = new HashSet<>();
        Records.forEach(
                new TrailFiles(path),
                Wanted.ALL,
                entry -> fingerprints.add(entry.members().path("fp").asString("")));
        return fingerprints;
    }
}
