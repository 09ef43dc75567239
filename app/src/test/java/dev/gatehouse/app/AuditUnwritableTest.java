package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.AccessAsk.Kind;
import dev.gatehouse.app.AccessLine.Era;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trail that cannot be written: nothing is answered, on any way in, until it can be again. Two
 * processes, one on HTTP and one on standard input, write to it.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditUnwritableTest {

    private static final Path LIMITER = Path.of("/usr/bin/prlimit");

    /** So much of a record fits still. */
    private static final int TORN = 100;

    private Path folder = Path.of("");
    private Path trail = Path.of("");
    private Path settings = Path.of("");
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    /** Lines on which the same is asked. */
    private final List<Asking> lines = new ArrayList<>();

    /** Asks, and gives all that was answered. */
    @FunctionalInterface
    interface Asking {
        String ask(AccessAsk ask) throws Exception;
    }

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        folder = given;
        trail = Files.createDirectory(folder.resolve("trail"));
        settings = SalesServer.settings(folder, "");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace(folder + "/audit.jsonl", trail + "/audit.jsonl, sql: full"));
        List<String> serve = new ArrayList<>(Program.stdio(settings));
        serve.set(serve.indexOf("stdio"), "serve");
        serve.add("--port=0");
        Process server = started(serve);
        StdioClient stdio = new StdioClient(Program.stdio(settings));
        open.add(stdio);
        processes.add(stdio.process());
        BufferedReader out = server.inputReader();
        open.add(out);
        String address = out.readLine().replaceFirst(".* at ", "").replace("/mcp", "");
        for (Era era : Era.values()) {
            var line = new AccessLine.Http(client, address, era, List.of());
            line.open();
            lines.add(ask -> line.ask(ask).text());
        }
        lines.add(
                ask -> {
                    stdio.send(ask.inSession(7));
                    return stdio.receive().toString();
                });
    }

    private Process started(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectError(folder.resolve("log.txt").toFile())
                        .start();
        processes.add(process);
        return process;
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        processes.forEach(Process::destroyForcibly);
        client.close();
    }

    private static AccessAsk query(String word) {
        String sql = "SELECT '%s' AS word, name FROM customers LIMIT 1".formatted(word);
        return AccessAsk.call("query", "", Map.of("sql", sql));
    }

    private void checkAnswered(String word) throws Exception {
        for (Asking line : lines) {
            assertThat(line.ask(query(word))).contains(word, "cust1");
        }
    }

    /** Neither rows nor names; a second time, too. */
    private void checkWithheld(String word) throws Exception {
        List<AccessAsk> asks =
                List.of(
                        query(word),
                        AccessAsk.call("list_tables", "", Map.of()),
                        AccessAsk.resource(Kind.READ, "resources/read", "schema://sales", ""),
                        query(word));
        for (Asking line : lines) {
            for (AccessAsk ask : asks) {
                assertThat(line.ask(ask))
                        .contains("AUDIT_UNAVAILABLE")
                        .doesNotContain("cust1", "customers");
            }
            AccessAsk complete =
                    AccessAsk.complete(
                            "ref/resource", "schema://{database}/{table}", "table", "sales");
            assertThat(line.ask(complete)).contains("\"values\":[]").doesNotContain("customers");
        }
    }

    /** No file of the processes may grow beyond this, as on a disk that is full. */
    private void limit(String bytes) throws IOException, InterruptedException {
        for (Process process : processes) {
            Process limiter =
                    new ProcessBuilder(
                                    LIMITER.toString(),
                                    "--pid=" + process.pid(),
                                    "--fsize=" + bytes + ":")
                            .inheritIO()
                            .start();
            assertThat(limiter.waitFor()).isZero();
        }
    }

    /** A way in which the trail cannot be written, and what ends it. */
    enum Outage {
        /** The next record does not fit on the disk. */
        FULL,
        /** The folder has gone, as one does that is on another machine. */
        GONE,
        /** There is something else in the place of the folder. */
        REPLACED,
        /** The folder may not be entered. */
        CLOSED;

        /** To the superuser everything is open, and not every system can limit a process. */
        static Stream<Outage> possible() {
            boolean everything = System.getProperty("user.name", "").equals("root");
            return Stream.of(values())
                    .filter(it -> it != FULL || Files.isExecutable(LIMITER))
                    .filter(it -> it != CLOSED || !everything);
        }
    }

    private void begin(Outage outage) throws Exception {
        switch (outage) {
            case FULL -> limit(String.valueOf(Files.size(active()) + TORN));
            case GONE -> Files.move(trail, away());
            case REPLACED -> {
                Files.move(trail, away());
                Files.createFile(trail);
            }
            case CLOSED -> permit("---------");
        }
    }

    private void end(Outage outage) throws Exception {
        switch (outage) {
            case FULL -> limit("unlimited");
            case GONE -> Files.move(away(), trail);
            case REPLACED -> {
                Files.delete(trail);
                Files.move(away(), trail);
            }
            case CLOSED -> permit("rwx------");
        }
    }

    private Path active() {
        return trail.resolve("audit.jsonl");
    }

    private Path away() {
        return folder.resolve("away");
    }

    private void permit(String permissions) throws IOException {
        Files.setPosixFilePermissions(trail, PosixFilePermissions.fromString(permissions));
    }

    private List<JsonNode> records() {
        Program.Outcome verified = Program.run("audit", "verify", "--config", settings.toString());
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out()).doesNotContain("It ends with an unfinished line");
        Program.Outcome all = Program.run("audit", "export", "--config", settings.toString());
        return all.out().lines().map(JsonMapper.shared()::readTree).toList();
    }

    private static long count(List<JsonNode> records, String word) {
        return records.stream()
                .filter(it -> it.path("sql").asString("").contains("'" + word + "'"))
                .count();
    }

    @ParameterizedTest
    @MethodSource("dev.gatehouse.app.AuditUnwritableTest$Outage#possible")
    void nothingIsAnsweredUntilItsRecordCanBeWritten(Outage outage) throws Exception {
        checkAnswered(outage + " before");
        int repaired = repaired(records()).size();
        begin(outage);
        checkWithheld(outage + " meanwhile");
        end(outage);
        checkAnswered(outage + " after");

        List<JsonNode> records = records();
        assertThat(count(records, outage + " before")).isEqualTo(lines.size());
        assertThat(count(records, outage + " meanwhile")).isZero();
        assertThat(count(records, outage + " after")).isEqualTo(lines.size());
        List<Integer> torn = repaired(records);
        // The part, and the end of its line.
        assertThat(torn.subList(repaired, torn.size()))
                .isEqualTo(outage == Outage.FULL ? List.of(TORN + 1) : List.of());
    }

    private static List<Integer> repaired(List<JsonNode> records) {
        return records.stream()
                .filter(it -> it.path("decision").asString("").equals("repaired"))
                .map(it -> it.path("torn_bytes").asInt())
                .toList();
    }
}
