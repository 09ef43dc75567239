package dev.gatehouse.grammar.npm;

import dev.gatehouse.grammar.BuildFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Takes packages by name and version with the npm client of this machine, and verifies them. */
public final class NpmClient {
    private static final int TIMEOUT_MINUTES = 5;

    private final Path folder;
    private final String command;

    /**
     * A client that keeps what it takes.
     *
     * @param folder where the tarballs are kept
     * @param command the client's program, without the ending that it has on Windows
     */
    public NpmClient(Path folder, String command) {
        this.folder = folder;
        this.command = command;
    }

    /** The verified tarball of a package; fetched only when it is not there yet. */
    public Path take(NpmPackage wanted) {
        Path tarball = folder.resolve(wanted.folderName() + ".tgz");
        try {
            Files.createDirectories(folder);
            if (!Files.exists(tarball)) {
                fetch(wanted, tarball);
            }
            verify(wanted, tarball);
            return tarball;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fetch(NpmPackage wanted, Path tarball) throws IOException {
        Path scratch = Files.createTempDirectory(folder, "fetch");
        Path log = scratch.resolve("npm.log");
        Path packed = Files.createDirectory(scratch.resolve("packed"));
        run(wanted, tarball, packed, log);
        try (var files = Files.list(packed)) {
            Path only =
                    files.findFirst()
                            .orElseThrow(() -> new BuildFailure("npm pack has written nothing"));
            Files.move(only, tarball, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.delete(packed);
        Files.delete(log);
        Files.delete(scratch);
    }

    private void run(NpmPackage wanted, Path tarball, Path into, Path log) throws IOException {
        Process npm = start(wanted, tarball, into, log);
        try {
            if (!npm.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                npm.destroyForcibly();
                throw failure(wanted, tarball, "npm did not answer in time");
            }
        } catch (InterruptedException e) {
            npm.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new BuildFailure("interrupted while npm fetched " + wanted, e);
        }
        if (npm.exitValue() != 0) {
            String said = Files.readString(log, StandardCharsets.UTF_8).strip();
            throw failure(
                    wanted, tarball, "npm could not fetch it (is the network there?):\n" + said);
        }
    }

    private Process start(NpmPackage wanted, Path tarball, Path into, Path log) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        List<String> line =
                List.of(
                        windows ? command + ".cmd" : command,
                        "pack",
                        wanted.toString(),
                        "--prefer-offline",
                        "--loglevel=error",
                        "--pack-destination",
                        into.toAbsolutePath().toString());
        try {
            return new ProcessBuilder(line)
                    .directory(into.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw failure(
                    wanted, tarball, command + " was not found; install Node.js, which brings npm");
        }
    }

    private static BuildFailure failure(NpmPackage wanted, Path tarball, String reason) {
        return new BuildFailure(
                "PostgreSQL's grammar comes from the npm package "
                        + wanted
                        + ": "
                        + reason
                        + "\nWithout npm or a network, put the tarball of that package at "
                        + tarball.toAbsolutePath());
    }

    private static void verify(NpmPackage wanted, Path tarball) throws IOException {
        String found = Base64.getEncoder().encodeToString(sha512(Files.readAllBytes(tarball)));
        if (!found.equals(wanted.sha512())) {
            throw new BuildFailure(
                    tarball.toAbsolutePath()
                            + " is not the pinned "
                            + wanted
                            + ": its SHA-512 is "
                            + found
                            + " instead of "
                            + wanted.sha512()
                            + ". Delete the file to fetch it again.");
        }
    }

    private static byte[] sha512(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-512", e);
        }
    }
}
