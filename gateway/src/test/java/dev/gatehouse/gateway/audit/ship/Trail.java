package dev.gatehouse.gateway.audit.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatehouse.gateway.audit.AuditFile;
import dev.gatehouse.gateway.audit.AuditRecords;
import dev.gatehouse.gateway.audit.Keeping;
import dev.gatehouse.gateway.audit.Rotation;
import dev.gatehouse.gateway.audit.SqlText;
import dev.gatehouse.gateway.audit.ship.Shipping.Begin;
import dev.gatehouse.gateway.audit.trail.Sha256;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A trail to ship, and how.
 *
 * @param file where its records are written
 */
record Trail(Path file) {

    private static final int MANY = 500;
    private static final int AT_ONCE = 32;

    /** Short, so that a test need not wait. */
    static final Timing QUICK =
            new Timing(
                    Duration.ofMillis(20),
                    Duration.ofMillis(1),
                    Duration.ofMillis(50),
                    Duration.ofMillis(2),
                    Duration.ofMillis(20),
                    Duration.ofSeconds(20));

    static Trail in(Path folder) {
        return new Trail(folder.resolve("audit.jsonl"));
    }

    /** Opens it; records are not waited for until they are on the disk. */
    AuditFile open(long fileBytes) {
        return AuditFile.open(
                new Keeping(
                        file,
                        new Rotation(false, fileBytes),
                        false,
                        SqlText.NONE,
                        Optional.empty(),
                        InstantSource.system()));
    }

    /** Adds so many records, in one run. */
    void append(int records) {
        append(records, Long.MAX_VALUE);
    }

    void append(int records, long fileBytes) {
        try (AuditFile open = open(fileBytes);
                ExecutorService threads =
                        Executors.newFixedThreadPool(records < MANY ? 1 : AT_ONCE)) {
            IntStream.range(0, records)
                    .forEach(i -> threads.execute(() -> open.append(AuditRecords.of("r" + i))));
        }
    }

    /** Adds what is no record. */
    void tear(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    /** The lines of all whole records. */
    List<String> lines() throws IOException {
        return new TrailFiles(file).all().stream().flatMap(Trail::linesOf).toList();
    }

    private static Stream<String> linesOf(Path each) {
        try {
            return Files.readString(each).lines().filter(line -> line.contains("\"prev\""));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What tells its records from all others. */
    List<String> hashes() throws IOException {
        return lines().stream().map(line -> Sha256.hex(line.getBytes(UTF_8))).toList();
    }

    Shipping shipping() {
        return shipping("siem", new Limits(500, 1 << 20));
    }

    Shipping shipping(String name, Limits limits) {
        return new Shipping(
                name, file, Begin.START, limits, QUICK, InstantSource.system(), new Random(1));
    }

    Path cursor() {
        return CursorFile.of(file, "siem").file();
    }
}
