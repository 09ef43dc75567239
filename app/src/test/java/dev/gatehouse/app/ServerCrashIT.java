package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.AccessLine.Era;
import dev.gatehouse.app.AccessLine.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program as a process of its own, killed as by {@code kill -9} while clients ask it. Two run
 * at a time, on one trail with small files and many checkpoints.
 */
@Timeout(600)
class ServerCrashIT {

    /** How many processes are killed. */
    private static final int KILLS = Integer.getInteger("gatehouse.kills", 50);

    private static final int AT_A_TIME = 2;

    /** One process in so many is one that speaks on standard input. */
    private static final int STDIO = 5;

    private static final int MOST_ANSWERS = 30;
    private static final long MOST_WAIT_NANOS = 3_000_000;

    private static final String MORE =
            """
              max_file_bytes: 64KiB
              sql: full
              checkpoints: {records: 100}
            """;

    @TempDir private Path folder;
    private Path settings;
    private final HttpClient client = HttpClient.newHttpClient();
    private final SplittableRandom chance = new SplittableRandom();

    /** What clients have received whole: the statement, and whether it was answered. */
    private final Map<String, Boolean> received = new ConcurrentHashMap<>();

    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void write() throws IOException {
        settings = SalesServer.settings(folder, "");
        String text = Files.readString(settings);
        Files.writeString(
                settings,
                text.replaceFirst("audit: \\{(.*)}", "audit:\n  $1")
                        .replace("query_timeout: 2s", "query_timeout: 1s")
                        .concat(MORE));
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void everyAnswerOfKilledServersIsInATrailThatVerifies() throws Exception {
        killMany();
        assertThat(surprises).isEmpty();
        assertThat(received).hasSizeGreaterThan(KILLS);

        String torn = tear();
        assertThat(verify()).contains("It ends with an unfinished line of");
        surviveAndEnd();

        assertThat(verify())
                .startsWith(String.valueOf(records().size()))
                .contains("the chain holds; so do", "1 record tells of an unfinished line before")
                .doesNotContain("It ends with an unfinished line");
        List<JsonNode> records = records();
        assertThat(numbers(records))
                .isEqualTo(LongStream.rangeClosed(1, records.size()).boxed().toList());
        assertThat(records)
                .filteredOn(it -> it.path("decision").asString("").equals("repaired"))
                .singleElement()
                // The part, and the end of its line.
                .extracting(it -> it.path("torn_bytes").asInt())
                .isEqualTo(torn.length() + 1);
        assertThat(decisions(records)).containsAllEntriesOf(received);
        assertThat(files()).hasSizeGreaterThan(1);
        try (Connection owner = SalesServer.owner()) {
            awaitNothingRuns(owner);
        }
    }

    private void killMany() throws Exception {
        List<Callable<Void>> lanes =
                IntStream.range(0, AT_A_TIME)
                        .<Callable<Void>>mapToObj(lane -> () -> killInTurn(lane, chance.split()))
                        .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> lane : threads.invokeAll(lanes)) {
                lane.get();
            }
        }
    }

    private Void killInTurn(int lane, SplittableRandom dice) throws Exception {
        for (int number = lane; number < KILLS; number += AT_A_TIME) {
            if (number % STDIO == STDIO - 1) {
                killOnStdio(number, dice);
            } else {
                killOnHttp(number, dice);
            }
            // Of a trail to which the other one writes.
            assertThat(verify()).contains("the chain holds");
        }
        return null;
    }

    private Process serve() throws IOException {
        return new ProcessBuilder(command("serve", "--port=0"))
                .redirectError(folder.resolve("log.txt").toFile())
                .start();
    }

    private List<String> command(String command, String... more) throws IOException {
        List<String> all =
                new ArrayList<>(
                        PackagedProgram.command(command, command, "--config", settings.toString()));
        all.addAll(List.of(more));
        return all;
    }

    private void killOnHttp(int number, SplittableRandom dice) throws Exception {
        Process process = serve();
        try (BufferedReader out = process.inputReader()) {
            String address = address(out);
            var answers = new AtomicInteger();
            List<Thread> clients =
                    Stream.of(Era.HANDSHAKE, Era.STATELESS, Era.HANDSHAKE, Era.STATELESS)
                            .map(era -> new AccessLine.Http(client, address, era, List.of()))
                            .map(
                                    line ->
                                            Thread.startVirtualThread(
                                                    () -> ask(line, number, answers)))
                            .toList();
            Thread endless = Thread.startVirtualThread(() -> askWithoutEnd(address));
            await(answers, 1 + dice.nextInt(MOST_ANSWERS));
            kill(process, dice);
            for (Thread each : clients) {
                each.join();
            }
            endless.join();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String address(BufferedReader out) throws IOException {
        return String.valueOf(out.readLine()).replaceFirst(".* at ", "").replace("/mcp", "");
    }

    /** Asks until the server is gone. */
    private void ask(AccessLine line, int number, AtomicInteger answers) {
        try {
            line.open();
            for (int i = 0; true; i++) {
                String word = number + "-" + System.identityHashCode(line) + "-" + i;
                boolean good = i % 4 != 3;
                String sql = statement(word, good);
                check(sql, good, word, line.ask(query(sql)));
                answers.incrementAndGet();
            }
        } catch (IOException | InterruptedException gone) {
            // As it had to come.
        } catch (RuntimeException unreadable) {
            surprises.add(unreadable.toString());
        }
    }

    private static AccessAsk query(String sql) {
        return AccessAsk.call("query", "", Map.of("sql", sql));
    }

    private static String statement(String word, boolean good) {
        return "SELECT '%s' AS word FROM %s LIMIT 1"
                .formatted(word, good ? "customers" : "nothing_of_this_name");
    }

    private void check(String sql, boolean good, String word, Reply reply) {
        JsonNode result = reply.message().path("result");
        String text = result.at("/content/0/text").asString("");
        boolean isRight =
                good
                        ? result.at("/structuredContent/rows/0/0").asString("").equals(word)
                        : text.startsWith("RELATION_UNAVAILABLE");
        if (isRight) {
            received.put(sql, good);
        } else {
            surprises.add(reply.toString());
        }
    }

    /** A statement that the server cannot stop any more when it is gone. */
    private void askWithoutEnd(String address) {
        String sql = "SELECT count(*) FROM orders a, orders b, orders c, orders d";
        try {
            new AccessLine.Http(client, address, Era.STATELESS, List.of()).ask(query(sql));
        } catch (IOException | InterruptedException gone) {
            // As it had to come.
        }
    }

    private void killOnStdio(int number, SplittableRandom dice) throws Exception {
        try (StdioClient stdio = new StdioClient(command("stdio"))) {
            int wanted = 1 + dice.nextInt(MOST_ANSWERS);
            for (int i = 0; i < wanted; i++) {
                String word = number + "-stdio-" + i;
                String sql = statement(word, true);
                String arguments = JsonMapper.shared().writeValueAsString(Map.of("sql", sql));
                JsonNode result = stdio.call(i, "query", arguments);
                assertThat(result.at("/structuredContent/rows/0/0").asString("")).isEqualTo(word);
                received.put(sql, true);
            }
            stdio.start(wanted, "query", "{\"sql\":\"SELECT count(*) FROM orders\"}");
            kill(stdio.process(), dice);
        }
    }

    private static void await(AtomicInteger answers, int wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (answers.get() < wanted && System.nanoTime() < end) {
            LockSupport.parkNanos(100_000);
        }
        assertThat(answers.get()).isGreaterThanOrEqualTo(wanted);
    }

    /** At any moment, not only behind an answer. */
    private static void kill(Process process, SplittableRandom dice) throws InterruptedException {
        LockSupport.parkNanos(dice.nextLong(MOST_WAIT_NANOS));
        process.toHandle().destroyForcibly();
        assertThat(process.waitFor()).isEqualTo(128 + 9);
    }

    /** Leaves what a process leaves that is killed in the middle of a write. */
    private String tear() throws IOException {
        Path active = folder.resolve("audit.jsonl");
        List<String> lines = Files.readAllLines(active);
        String last = lines.isEmpty() ? "{\"bytes\":1,\"caller\":\"local" : lines.getLast();
        String part = last.substring(0, last.length() / 2);
        Files.writeString(active, part, StandardOpenOption.APPEND);
        return part;
    }

    /** One more process that answers and ends as it should. */
    private void surviveAndEnd() throws Exception {
        Process process = serve();
        try (BufferedReader out = process.inputReader()) {
            var line = new AccessLine.Http(client, address(out), Era.STATELESS, List.of());
            String sql = statement("last", true);
            check(sql, true, "last", line.ask(query(sql)));
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(received).containsKey(statement("last", true));
    }

    private String verify() {
        Program.Outcome outcome = Program.run("audit", "verify", "--config", settings.toString());
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
        return outcome.out();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(it -> it.toString().endsWith(".jsonl")).sorted().toList();
        }
    }

    private List<JsonNode> records() {
        Program.Outcome outcome = Program.run("audit", "export", "--config", settings.toString());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.out().lines().map(JsonMapper.shared()::readTree).toList();
    }

    private static List<Long> numbers(List<JsonNode> records) {
        return records.stream().map(it -> it.path("seq").asLong(0)).toList();
    }

    private static Map<String, Boolean> decisions(List<JsonNode> records) {
        Map<String, Boolean> decisions = new HashMap<>();
        for (JsonNode each : records) {
            decisions.put(
                    each.path("sql").asString(""),
                    each.path("decision").asString("").equals("answered"));
        }
        return decisions;
    }

    /** Not even what nobody could stop: the database has a time limit of its own. */
    private static void awaitNothingRuns(Connection owner) throws SQLException {
        String running =
                """
                SELECT count(*), pg_sleep(0.02) FROM pg_stat_activity
                WHERE application_name = 'gatehouse' AND state = 'active'""";
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        int found = -1;
        try (Statement statement = owner.createStatement()) {
            while (found != 0 && System.nanoTime() < end) {
                try (ResultSet result = statement.executeQuery(running)) {
                    result.next();
                    found = result.getInt(1);
                }
            }
        }
        assertThat(found).isZero();
    }
}
