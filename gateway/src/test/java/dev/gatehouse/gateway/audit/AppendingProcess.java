package dev.gatehouse.gateway.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A process of its own that appends from several threads, and prints the fingerprint of each record
 * once its append has returned. Each ends with a semicolon, so that one that is cut can be told.
 */
final class AppendingProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private AppendingProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** A process that does not come to its end, and whose trail has small files and checkpoints. */
    static AppendingProcess startSigning(Path file, String name, int threads) throws IOException {
        return start(file, name, threads, Integer.MAX_VALUE, true);
    }

    static AppendingProcess start(Path file, String name, int threads, int records)
            throws IOException {
        return start(file, name, threads, records, false);
    }

    private static AppendingProcess start(
            Path file, String name, int threads, int records, boolean signing) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new AppendingProcess(
                new ProcessBuilder(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                AppendingProcess.class.getName(),
                                file.toString(),
                                name,
                                Integer.toString(threads),
                                Integer.toString(records),
                                Boolean.toString(signing))
                        .redirectError(ProcessBuilder.Redirect.appendTo(log(file).toFile()))
                        .start());
    }

    /** Where the processes that write to a file write their logs. */
    static Path log(Path file) {
        return file.resolveSibling("log.txt");
    }

    /** What the process printed, line by line, until it ended. */
    BufferedReader output() {
        return output;
    }

    /** Ends the process as {@code kill -9} does, and leaves its output to be read. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        // Until it is gone it may write on.
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] args) throws InterruptedException {
        String name = args[1];
        int records = Integer.parseInt(args[3]);
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (AuditFile file = AuditFile.open(keeping(Path.of(args[0]), args[4]))) {
            var threads =
                    IntStream.range(0, Integer.parseInt(args[2]))
                            .mapToObj(t -> name + "-" + t)
                            .map(t -> Thread.startVirtualThread(() -> run(file, out, t, records)))
                            .toList();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static Keeping keeping(Path file, String signing) {
        return Boolean.parseBoolean(signing) ? signing(file) : Keeping.in(file);
    }

    /** Small files and many checkpoints. */
    static Keeping signing(Path file) {
        var signing =
                new Signing(
                        Signing.key(file),
                        Signing.checkpoints(file),
                        Optional.empty(),
                        100,
                        Duration.ofSeconds(60));
        return Keeping.in(file).rotated(new Rotation(true, 64 * 1024)).signed(signing);
    }

    private static void run(AuditFile file, PrintStream out, String name, int records) {
        for (int i = 0; i < records; i++) {
            String fingerprint = name + "-" + i + ";";
            file.append(AuditRecords.of(fingerprint));
            out.println(fingerprint);
        }
    }
}
