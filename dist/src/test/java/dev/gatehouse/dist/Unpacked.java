package dev.gatehouse.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The archive, unpacked with {@code tar} in a folder where nobody may write.
 *
 * @param home the folder of the archive, absolute
 */
record Unpacked(Path home) {

    private static final String ARCHIVE = "gatehouse.archive";

    static Unpacked in(Path folder) throws IOException, InterruptedException {
        Path archive = Path.of(System.getProperty(ARCHIVE));
        run("tar", "xzf", archive.toString(), "-C", folder.toString());
        String name = archive.getFileName().toString().replaceAll("\\.tar\\.gz$", "");
        Path home = folder.resolve(name);
        run("chmod", "-R", "a-w", home.toString());
        return new Unpacked(home);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    Path launcher() {
        return home.resolve("bin/gatehouse");
    }

    List<Path> libraries() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            return files.toList();
        }
    }

    /** Everything that is there, and when it was last changed. */
    Map<Path, FileTime> files() throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path each : all.toList()) {
                times.put(each, Files.getLastModifiedTime(each));
            }
        }
        return times;
    }

    /** For the end. */
    void makeDeletable() throws IOException, InterruptedException {
        run("chmod", "-R", "u+w", home.toString());
    }
}
