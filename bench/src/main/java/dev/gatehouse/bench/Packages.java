package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** The servers that npm brings, in the versions of {@code src/main/js}. */
final class Packages {

    private static final int MINUTES = 5;
    private static final int MOST_SAID = 500;

    private Packages() {}

    /**
     * Installs what a folder of {@code src/main/js} names, below {@code target}, unless it is
     * there.
     *
     * @throws IOException when npm does not bring it
     */
    static Path install(Path root, String name) throws IOException, InterruptedException {
        Path wanted = root.resolve("bench/src/main/js").resolve(name);
        Path home = Files.createDirectories(root.resolve("bench/target/js").resolve(name));
        String lock = Files.readString(wanted.resolve("package-lock.json"));
        Path done = home.resolve("installed.json");
        if (!Files.exists(done) || !Files.readString(done).equals(lock)) {
            Files.writeString(home.resolve("package-lock.json"), lock);
            Files.writeString(
                    home.resolve("package.json"), Files.readString(wanted.resolve("package.json")));
            npm(home);
            Files.writeString(done, lock);
        }
        return home;
    }

    private static void npm(Path home) throws IOException, InterruptedException {
        Path log = home.resolve("npm.log");
        Process npm =
                new ProcessBuilder(
                                "npm",
                                "ci",
                                "--prefer-offline",
                                "--omit=optional",
                                "--ignore-scripts",
                                "--no-audit",
                                "--no-fund",
                                "--loglevel=error")
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!npm.waitFor(MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                String said = Files.readString(log).strip();
                throw new IOException(
                        "npm says: " + said.substring(0, Math.min(said.length(), MOST_SAID)));
            }
        } finally {
            npm.descendants().forEach(ProcessHandle::destroyForcibly);
            npm.destroyForcibly();
        }
    }

    static String version(Path home, String name) throws IOException {
        Path file = home.resolve("node_modules").resolve(name).resolve("package.json");
        return new JsonMapper().readTree(Files.readString(file)).path("version").asString();
    }
}
