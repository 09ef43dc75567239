package dev.gatehouse.gateway.audit.ship;

import dev.gatehouse.gateway.audit.AuditFile;
import dev.gatehouse.gateway.audit.AuditRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** A process of its own that appends and ships, until it is killed. */
final class ShippingProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ShippingProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ShippingProcess start(Path file, String name, URI receiver) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ShippingProcess(
                new ProcessBuilder(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ShippingProcess.class.getName(),
                                file.toString(),
                                name,
                                receiver.toString())
                        .redirectError(
                                ProcessBuilder.Redirect.appendTo(
                                        file.resolveSibling("log.txt").toFile()))
                        .start());
    }

    /** Returns once it has written so many records more. */
    void awaitRecords(int more) throws IOException {
        for (int i = 0; i < more; i++) {
            if (output.readLine() == null) {
                throw new IOException("the process has ended");
            }
        }
    }

    /** Ends the process as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] args) {
        Trail trail = new Trail(Path.of(args[0]));
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var target = new HttpReceiver.Target(URI.create(args[2]), Map::of, false, Optional.empty());
        try (AuditFile file = trail.open(16 * 1024);
                Shipper shipper =
                        Shipper.start(
                                trail.shipping("siem", new Limits(20, 1 << 20)),
                                HttpReceiver.ocsf(target, true, "1", InstantSource.system()))) {
            file.whenGrown(shipper::hasGrown);
            for (int i = 0; ; i++) {
                file.append(AuditRecords.of(args[1] + i));
                out.println(i);
            }
        }
    }
}
