package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program as the build has packaged it, with the launcher's options and its AOT cache; for
 * tests that run after the packaging.
 */
final class PackagedProgram {

    /** Each takes seconds to make. */
    private static final Map<String, Path> CACHES = new ConcurrentHashMap<>();

    private PackagedProgram() {}

    /**
     * The command line of a process that lives for a second: the compiler for long runs would take
     * as much of the processor as all else.
     *
     * @param mode {@code serve} or {@code stdio}
     */
    static List<String> command(String mode, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(machine(mode));
        command.addAll(List.of("-XX:AOTCache=" + cache(mode), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", classPath(), Gatehouse.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> machine(String mode) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@src/main/launcher/all.options",
                "@src/main/launcher/" + mode + ".options");
    }

    /** The cache of a mode, made with the first call. */
    static Path cache(String mode) {
        return CACHES.computeIfAbsent(mode, PackagedProgram::made);
    }

    private static Path made(String mode) {
        try {
            Path folder = Files.createTempDirectory("gatehouse-aot");
            Path cache = folder.resolve("gatehouse.aot");
            folder.toFile().deleteOnExit();
            cache.toFile().deleteOnExit();
            assertThat(train(mode, "-XX:AOTCacheOutput=" + cache)).isZero();
            return cache;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs what the cache is made by; gives its exit code. */
    static int train(String mode, String... options) throws IOException, InterruptedException {
        Path training = Files.createTempDirectory("gatehouse-training");
        List<String> command = new ArrayList<>(machine(mode));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(), Training.class.getName()));
        command.addAll(List.of(mode, training.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        delete(training);
        return process.exitValue();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(each);
            }
        }
    }

    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "gatehouse", "lib"))) {
            return jars.map(jar -> jar.toAbsolutePath().toString())
                    .sorted()
                    .collect(Collectors.joining(":"));
        }
    }
}
