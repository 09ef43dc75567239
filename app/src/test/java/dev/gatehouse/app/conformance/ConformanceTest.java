package dev.gatehouse.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.http.HttpStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the official conformance suite requires of a server. All that it found, and what it runs
 * without requiring it, is in {@code target/conformance}.
 */
@Timeout(600)
class ConformanceTest {

    private static final List<String> REVISIONS = List.of("2025-11-25", "2026-07-28");

    @TempDir private static Path folder = Path.of("");

    private static List<Scenario> scenarios = List.of();

    @BeforeAll
    static void runTheSuite() throws HttpStartException {
        try (EverythingServer server = new EverythingServer();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<List<Scenario>>> runs =
                    REVISIONS.stream()
                            .map(
                                    revision ->
                                            CompletableFuture.supplyAsync(
                                                    () -> run(server, revision), threads))
                            .toList();
            scenarios = runs.stream().flatMap(run -> run.join().stream()).toList();
        }
    }

    private static List<Scenario> run(EverythingServer server, String revision) {
        try {
            return Suite.run(
                    server.url(), revision, Files.createDirectory(folder.resolve(revision)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Scenario> required() {
        return scenarios.stream().filter(Scenario::required);
    }

    @ParameterizedTest
    @MethodSource("required")
    void passes(Scenario scenario) {
        assertThat(scenario.mistakes()).as(scenario.toString()).isEmpty();
    }
}
