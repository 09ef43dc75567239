package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The virtual machine says nothing when it goes without a cache; so this asks. */
class AotCacheIT {

    private static final Pattern OPTIONS = Pattern.compile("(?m)^java_options=\"([^\"]*)\"");

    @TempDir Path folder;

    @Test
    void aTrainedCacheIsUsedWithTheLaunchersOptions() throws Exception {
        Path cache = folder.resolve("gatehouse.aot");
        assertThat(train("-XX:AOTCacheOutput=" + cache)).isZero();

        // AOTMode=on: rather no virtual machine than one without the cache.
        Path loaded = folder.resolve("loaded.txt");
        assertThat(
                        train(
                                "-XX:AOTCache=" + cache,
                                "-XX:AOTMode=on",
                                "-Xlog:class+load:file=" + loaded))
                .isZero();

        List<String> fromCache =
                Files.readAllLines(loaded).stream()
                        .filter(line -> line.endsWith("source: shared objects file"))
                        .toList();
        assertThat(fromCache)
                .anyMatch(line -> line.contains(" dev.gatehouse.app.Stdio "))
                .anyMatch(line -> line.contains(" dev.gatehouse.postgres.parser.v18.Machine "))
                .anyMatch(line -> line.contains(" org.postgresql.Driver "));
    }

    private int train(String... options) throws IOException, InterruptedException {
        Path training = Files.createTempDirectory(folder, "training");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launcherOptions());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(), Training.class.getName(), training.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.txt").toFile());
        builder.environment().clear();
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static List<String> launcherOptions() throws IOException {
        Matcher options = OPTIONS.matcher(Files.readString(Path.of("..", "gatehouse")));
        assertThat(options.find()).isTrue();
        return List.of(options.group(1).split("\\s+"));
    }

    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "gatehouse", "lib"))) {
            return jars.map(jar -> jar.toAbsolutePath().toString())
                    .sorted()
                    .collect(Collectors.joining(":"));
        }
    }
}
