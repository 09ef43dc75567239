package dev.gatehouse.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Walks the tour of README.md: runs its commands with the program as it was packaged, in a home and
 * with a demo database of their own, and compares what they print.
 */
@Timeout(180)
class TourIT {

    private static final String DEMO = "./gatehouse demo";
    private static final String EXAMPLE = "docs/examples/broken.yaml";

    @TempDir private static Path folder = Path.of("");

    private static @Nullable Process demo;

    /** The first step is what runs in the other terminal, until the end of the tour. */
    @BeforeAll
    static void openTheShop() throws IOException {
        // The account that runs the server for root has to get in.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Files.createDirectories(folder.resolve(EXAMPLE).getParent());
        Files.copy(Readme.FILE.resolveSibling(EXAMPLE), folder.resolve(EXAMPLE));
        writeLauncher(folder.resolve("gatehouse"));
        Readme.Step first = Readme.steps().getFirst();
        assertThat(first.command()).isEqualTo(DEMO);
        Process started = start("exec " + DEMO);
        demo = started;
        await(first.pattern(), started.inputReader());
    }

    /** What the real launcher does once everything is built. */
    private static void writeLauncher(Path launcher) throws IOException {
        String script =
                """
                #!/bin/sh
                exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Duser.home="$HOME" \\
                  -cp '%s/*' dev.gatehouse.app.Gatehouse "$@"
                """
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                Path.of("target", "gatehouse", "lib").toAbsolutePath());
        Files.writeString(launcher, script);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void await(Pattern pattern, BufferedReader output) throws IOException {
        StringBuilder printed = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            printed.append(line).append('\n');
            if (pattern.matcher(printed.toString().strip()).matches()) {
                return;
            }
        }
        throw new AssertionError("the demo ended after printing: " + printed);
    }

    @AfterAll
    static void closeTheShop() throws InterruptedException {
        if (demo != null) {
            demo.destroy();
            assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    static Stream<Readme.Step> steps() {
        return Readme.steps().stream().skip(1);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void printsWhatTheReadmeShows(Readme.Step step) throws IOException {
        assertThat(output(step.command())).matches(step.pattern());
    }

    @Test
    void theExampleSettingsAreFine() throws IOException {
        assertThat(Readme.blocks("yaml")).hasSize(1);
        Files.writeString(folder.resolve("example.yaml"), Readme.blocks("yaml").getFirst());
        assertThat(output("SHOP_PASSWORD=secret ./gatehouse check --config example.yaml"))
                .isEqualTo("The settings are fine. Databases: shop");
    }

    @Test
    void theClientConfigurationsAreJson() {
        assertThat(Readme.blocks("json"))
                .hasSizeGreaterThan(1)
                .allSatisfy(block -> assertThat(JsonMapper.shared().readTree(block)).isNotEmpty());
    }

    /** What a terminal would show. */
    private static String output(String command) throws IOException {
        Process process = start(command);
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private static Process start(String command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", "exec 2>&1\n" + command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        List.of("DATABASE_URL", "READ_ONLY", "MAX_ROWS", "QUERY_TIMEOUT", "SCHEMAS")
                .forEach(environment::remove);
        keepNpm(environment);
        environment.put("HOME", folder.toString());
        environment.put("GATEHOUSE_DEMO_FOLDER", folder.resolve("shop").toString());
        return builder.start();
    }

    /**
     * Npm keeps the cache and the settings of the real home, and takes from the cache what it can.
     */
    private static void keepNpm(Map<String, String> environment) {
        Path home = Path.of(System.getProperty("user.home"));
        environment.putIfAbsent("npm_config_cache", home.resolve(".npm").toString());
        environment.putIfAbsent("npm_config_userconfig", home.resolve(".npmrc").toString());
        environment.put("npm_config_prefer_offline", "true");
        environment.put("npm_config_loglevel", "error");
        environment.put("npm_config_yes", "true");
    }
}
