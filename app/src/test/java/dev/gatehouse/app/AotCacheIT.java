package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The virtual machine says nothing when it goes without a cache; so this asks. */
class AotCacheIT {

    private static final String FROM_CACHE = "source: shared objects file";

    @TempDir Path folder;

    @Test
    void theCacheForStdioIsUsedAndHasNothingOfHttp() throws Exception {
        List<String> loaded = loadedInTraining("stdio");

        assertThat(loaded)
                .filteredOn(line -> line.endsWith(FROM_CACHE))
                .anyMatch(line -> line.contains(" dev.gatehouse.app.Stdio "))
                .anyMatch(line -> line.contains(" dev.gatehouse.postgres.parser.v18.Machine "))
                .anyMatch(line -> line.contains(" org.postgresql.Driver "));
        assertThat(loaded)
                .noneMatch(line -> line.contains(" org.eclipse.jetty."))
                .noneMatch(line -> line.contains(" dev.gatehouse.gateway.http."));
    }

    @Test
    void theCacheForServersIsUsed() throws Exception {
        assertThat(loadedInTraining("serve"))
                .filteredOn(line -> line.endsWith(FROM_CACHE))
                .anyMatch(line -> line.contains(" dev.gatehouse.app.ServeCommand "))
                .anyMatch(line -> line.contains(" dev.gatehouse.mcp.http.StreamableHttp "))
                .anyMatch(line -> line.contains(" org.eclipse.jetty.server.ServerConnector "))
                .anyMatch(line -> line.contains(" dev.gatehouse.postgres.parser.v18.Machine "))
                .anyMatch(line -> line.contains(" org.postgresql.Driver "));
    }

    /** Makes a cache with the launcher's options and uses it: the classes, and where each was. */
    private List<String> loadedInTraining(String mode) throws Exception {
        Path cache = folder.resolve("gatehouse.aot");
        assertThat(train(mode, "-XX:AOTCacheOutput=" + cache)).isZero();

        // AOTMode=on: rather no virtual machine than one without the cache.
        Path loaded = folder.resolve("loaded.txt");
        String log = "-Xlog:class+load:file=" + loaded;
        assertThat(train(mode, "-XX:AOTCache=" + cache, "-XX:AOTMode=on", log)).isZero();
        return Files.readAllLines(loaded);
    }

    private int train(String mode, String... options) throws IOException, InterruptedException {
        Path training = Files.createTempDirectory(folder, "training");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@src/main/launcher/all.options");
        command.add("@src/main/launcher/" + mode + ".options");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(), Training.class.getName()));
        command.addAll(List.of(mode, training.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.txt").toFile());
        builder.environment().clear();
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "gatehouse", "lib"))) {
            return jars.map(jar -> jar.toAbsolutePath().toString())
                    .sorted()
                    .collect(Collectors.joining(":"));
        }
    }
}
