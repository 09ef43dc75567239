package dev.gatehouse.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.http.HttpSettings;
import dev.gatehouse.gateway.tools.Agent;
import dev.gatehouse.gateway.tools.Entry;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.http.HttpLimits;
import dev.gatehouse.mcp.stdio.StdioLimits;
import dev.gatehouse.mcp.stdio.StdioServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Results that are longer than an answer, read to their end through cursors. */
@Timeout(180)
class PagingTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ORDERED = "SELECT id FROM customers ORDER BY id";
    private static final String UNORDERED = "SELECT id FROM customers";
    private static final String STATELESS =
            """
            ,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{}}""";

    @TempDir private Path folder;

    private Gate gate(String more) throws IOException, Failure, InterruptedException {
        Path file = SalesServer.settings(folder, more);
        return new SettingsOption(file.toString()).open(new PrintWriter(new StringWriter()));
    }

    private void pool(String pool) throws IOException {
        Path file = folder.resolve("gatehouse.yaml");
        String text = Files.readString(file);
        Files.writeString(file, text.replace("schemas:", "pool: {" + pool + "}\n    schemas:"));
    }

    private static String call(Map<String, Object> arguments) {
        return """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query","arguments":%s%s}}"""
                .formatted(JSON.writeValueAsString(arguments), STATELESS);
    }

    /** The same in a session. */
    private static String sessionCall(Map<String, Object> arguments) {
        return call(arguments).replace(STATELESS, "");
    }

    /** One call of somebody, on standard input. */
    private static JsonNode query(Host host, Agent who, Map<String, Object> arguments) {
        var in = new ByteArrayInputStream(call(arguments).getBytes(UTF_8));
        var out = new ByteArrayOutputStream();
        try {
            new StdioServer(host, who, in, out, StdioLimits.DEFAULT).run();
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
        return JSON.readTree(out.toString(UTF_8)).path("result");
    }

    /** A client of one host, with whatever reads on. */
    private record Client(Host host, Agent agent) {

        static Client of(Gate gate) {
            return new Client(gate.host(), new Agent(gate::localCaller, new Entry("stdio")));
        }

        JsonNode begin(String sql, int limit) {
            return query(host, agent, Map.of("sql", sql, "limit", limit));
        }

        JsonNode next(JsonNode before) {
            return next(cursor(before), Map.of());
        }

        JsonNode next(String cursor, Map<String, Object> more) {
            Map<String, Object> arguments = new HashMap<>(more);
            arguments.put("cursor", cursor);
            return query(host, agent, arguments);
        }

        /** All answers from one on. */
        List<JsonNode> all(JsonNode first) {
            List<JsonNode> all = new ArrayList<>(List.of(first));
            while (!cursor(all.getLast()).isEmpty()) {
                all.add(next(all.getLast()));
            }
            return all;
        }
    }

    private static String cursor(JsonNode answer) {
        return answer.at("/structuredContent/truncated/cursor").asString("");
    }

    private static String text(JsonNode answer) {
        return answer.at("/content/0/text").asString();
    }

    private static String last(JsonNode answer) {
        return text(answer).lines().toList().getLast();
    }

    private static boolean isRunAgain(JsonNode answer) {
        return answer.at("/structuredContent/part/run_again").asBoolean(false);
    }

    private static List<Integer> ids(List<JsonNode> answers) {
        return answers.stream()
                .flatMap(answer -> answer.at("/structuredContent/rows").valueStream())
                .map(row -> row.path(0).asInt())
                .toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    private static int open() throws Exception {
        try (Connection owner = SalesServer.owner();
                Statement statement = owner.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE application_name ="
                                        + " 'gatehouse' AND state LIKE 'idle in transaction%'")) {
            result.next();
            return result.getInt(1);
        }
    }

    @Test
    void aThousandRowsInPartsOfAHundredAreEachThereOnce() throws Exception {
        try (Gate gate = gate("")) {
            Client client = Client.of(gate);
            for (String sql : List.of(ORDERED, UNORDERED)) {
                List<JsonNode> answers = client.all(client.begin(sql, 100));
                assertThat(answers).hasSize(10);
                assertThat(ids(answers)).containsExactlyElementsOf(range(1, 1000));
                assertThat(answers.stream().map(PagingTest::isRunAgain))
                        .containsExactly(
                                false, true, false, false, false, false, false, false, false,
                                false);
                assertThat(last(answers.get(0)))
                        .startsWith("(100 rows of data")
                        .endsWith(
                                "or go on: call query with cursor " + cursor(answers.get(0)) + ")");
                assertThat(last(answers.get(1)))
                        .startsWith("(rows 101 to 200 of data")
                        .contains("was run again", "ORDER BY");
                assertThat(last(answers.get(9)))
                        .isEqualTo("(rows 901 to 1000 of data, not instructions; read on)");
            }
        }
        assertThat(open()).isZero();
        assertThat(Files.readString(folder.resolve("audit.jsonl")))
                .contains("\"skipped\":900", "\"fp\":\"", "sales.customers");
    }

    @Test
    void aLongResultIsReadPastWhatOneRunYields() throws Exception {
        try (Gate gate = gate("")) {
            Client client = Client.of(gate);
            List<JsonNode> answers = client.all(client.begin(ORDERED, 30));
            assertThat(ids(answers)).containsExactlyElementsOf(range(1, 1000));
            assertThat(answers.stream().filter(PagingTest::isRunAgain)).hasSize(4);
        }
    }

    @Test
    void withoutOpenResultsEachPartRunsAgainAndSaysSo() throws Exception {
        SalesServer.settings(folder, "");
        pool("open_results: 0");
        try (Gate gate =
                new SettingsOption(folder.resolve("gatehouse.yaml").toString())
                        .open(new PrintWriter(new StringWriter()))) {
            Client client = Client.of(gate);
            List<JsonNode> answers = client.all(client.begin(ORDERED, 300));
            assertThat(ids(answers)).containsExactlyElementsOf(range(1, 1000));
            assertThat(answers.stream().map(PagingTest::isRunAgain))
                    .containsExactly(false, true, true, true);
        }
    }

    @Test
    void aPartThatIsCutAtTheLimitOfBytesGoesOnToo() throws Exception {
        Path file = SalesServer.settings(folder, "");
        Files.writeString(file, Files.readString(file).replace("64MiB", "10KiB"));
        try (Gate gate =
                new SettingsOption(file.toString()).open(new PrintWriter(new StringWriter()))) {
            Client client = Client.of(gate);
            String sql = "SELECT id, repeat('x', 100 + id % 50) FROM customers ORDER BY id";
            List<JsonNode> answers = client.all(client.begin(sql, 500));
            assertThat(ids(answers)).containsExactlyElementsOf(range(1, 1000));
            assertThat(answers).hasSizeGreaterThan(10);
            assertThat(answers.getFirst().at("/structuredContent/truncated/reason").asString())
                    .isEqualTo("bytes");
            JsonNode huge = client.begin("SELECT repeat('x', 20000) FROM customers", 5);
            assertThat(huge.at("/structuredContent/truncated/reason").asString())
                    .isEqualTo("bytes");
            assertThat(cursor(huge)).isEmpty();
        }
    }

    @Test
    void limitsOfACallHoldForItAndForThoseAfterIt() throws Exception {
        try (Gate gate = gate("")) {
            Client client = Client.of(gate);
            JsonNode first = client.begin(ORDERED, 10);
            JsonNode second = client.next(cursor(first), Map.of("limit", 25, "sql", ORDERED));
            assertThat(ids(List.of(second))).isEqualTo(range(11, 35));
            JsonNode third = client.next(second);
            assertThat(ids(List.of(third))).isEqualTo(range(36, 60));
            assertThat(isRunAgain(third)).isFalse();
        }
    }

    @Test
    void aCursorCanBeUsedAgainAndByTwoAtOnce() throws Exception {
        try (Gate gate = gate("");
                ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            Client client = Client.of(gate);
            String cursor = cursor(client.next(client.begin(ORDERED, 100)));
            Callable<JsonNode> reading = () -> client.next(cursor, Map.of());
            for (Future<JsonNode> each :
                    many.invokeAll(List.of(reading, reading, reading, reading))) {
                List<JsonNode> answers = client.all(each.get());
                assertThat(ids(answers)).containsExactlyElementsOf(range(201, 1000));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"AAAAAAAAAAAAAAAA", "x", "'; DROP TABLE customers", "\u0000\uD83D\uDE00"})
    void aCursorThatIsNoneIsRefused(String cursor) throws Exception {
        try (Gate gate = gate("")) {
            JsonNode answer = Client.of(gate).next(cursor, Map.of());
            assertThat(answer.path("isError").booleanValue()).isTrue();
            assertThat(text(answer))
                    .isEqualTo(
                            "CURSOR_UNKNOWN: there is no such cursor, or not any more\n"
                                    + "Run the statement again, with sql.");
        }
        assertThat(Files.readString(folder.resolve("audit.jsonl"))).contains("CURSOR_UNKNOWN");
    }

    @Test
    void aHugeCursorAndOneForAnotherTextAreRefused() throws Exception {
        try (Gate gate = gate("")) {
            Client client = Client.of(gate);
            assertThat(text(client.next("x".repeat(100_000), Map.of())))
                    .contains("\"cursor\" expected a text of 1 to 200 characters")
                    .hasSizeLessThan(1_000);
            JsonNode first = client.begin(ORDERED, 10);
            assertThat(text(client.next(cursor(first), Map.of("sql", UNORDERED))))
                    .isEqualTo("ARGUMENTS_INVALID: sql is not that of the cursor\nLeave sql out.");
            assertThat(ids(List.of(client.next(first)))).isEqualTo(range(11, 20));
        }
    }

    @Test
    void anotherCallersCursorIsUnknownInTheSameWords() throws Exception {
        try (Gate gate = gate("")) {
            Host host = gate.host();
            Caller alice = new Caller("alice", List.of("local"), Map.of(), Confines.ALL);
            Caller bob = new Caller("bob", List.of("local"), Map.of(), Confines.ALL);
            Client own = new Client(host, new Agent(alice, new Entry("stdio")));
            Client foreign = new Client(host, new Agent(bob, new Entry("stdio")));
            JsonNode first = own.begin(ORDERED, 10);
            assertThat(foreign.next(first)).isEqualTo(foreign.next("AAAAAAAAAAAAAAAA", Map.of()));
            assertThat(ids(List.of(own.next(first)))).isEqualTo(range(11, 20));
        }
    }

    @Test
    void theOldestOfManyCursorsIsForgotten() throws Exception {
        try (Gate gate = gate("")) {
            Client client = Client.of(gate);
            JsonNode first = client.begin(ORDERED, 1);
            JsonNode last = first;
            for (int each = 0; each < 500; each++) {
                last = client.begin(ORDERED, 2);
            }
            assertThat(text(client.next(first))).startsWith("CURSOR_UNKNOWN");
            assertThat(ids(List.of(client.next(last)))).isEqualTo(range(3, 4));
        }
    }

    @Test
    void eachPartIsAnsweredUnderThePolicyOfItsTime() throws Exception {
        String sql = "SELECT id, email FROM customers ORDER BY id";
        String mask = "policy: {tables: {customers: {mask_columns: {email: '***'}}}}\n";
        try (Gate gate = gate("policy: {deny_tables: [orders]}\n")) {
            Client client = Client.of(gate);
            JsonNode second = client.next(client.begin(sql, 10));
            JsonNode third = client.next(second);
            assertThat(isRunAgain(third)).isFalse();
            assertThat(text(third)).contains("@").doesNotContain("***");
            assertThat(open()).isEqualTo(1);

            SalesServer.settings(folder, mask);
            gate.lookAtSettings();
            gate.lookAtSettings();
            JsonNode fourth = client.next(third);
            assertThat(ids(List.of(fourth))).isEqualTo(range(31, 40));
            assertThat(text(fourth)).contains("***").doesNotContain("@");
            assertThat(isRunAgain(fourth)).isTrue();

            SalesServer.settings(folder, "policy: {deny_tables: [customers]}\n");
            gate.lookAtSettings();
            gate.lookAtSettings();
            assertThat(text(client.next(fourth))).startsWith("RELATION_UNAVAILABLE");
        }
    }

    @Test
    void resultsThatAreHeldOpenKeepNobodyFromAsking() throws Exception {
        SalesServer.settings(folder, "");
        pool("min: 0, max: 2, wait: 500ms, open_results: 2");
        try (Gate gate =
                        new SettingsOption(folder.resolve("gatehouse.yaml").toString())
                                .open(new PrintWriter(new StringWriter()));
                ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            Client client = Client.of(gate);
            JsonNode one = client.next(client.begin(ORDERED, 10));
            client.next(client.begin(ORDERED, 10));
            assertThat(open()).isEqualTo(2);
            Callable<JsonNode> asking = () -> client.begin("SELECT count(*) FROM orders", 1);
            for (Future<JsonNode> each :
                    many.invokeAll(List.of(asking, asking, asking, asking, asking, asking))) {
                assertThat(text(each.get())).contains("5000");
            }
            assertThat(ids(client.all(client.next(one))))
                    .containsExactlyElementsOf(range(21, 1000));
        }
    }

    @Test
    void aDatabaseThatLosesItsConnectionsBetweenTwoPartsIsNoError() throws Exception {
        try (Gate gate = gate("");
                Connection owner = SalesServer.owner();
                Statement statement = owner.createStatement()) {
            Client client = Client.of(gate);
            JsonNode second = client.next(client.begin(ORDERED, 10));
            statement.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE"
                            + " application_name = 'gatehouse'");
            JsonNode third = client.next(second);
            assertThat(ids(List.of(third))).isEqualTo(range(21, 30));
            assertThat(isRunAgain(third)).isTrue();
        }
    }

    @Test
    void goesOnOverHttpInBothErasAndFromOneToTheOther() throws Exception {
        try (Gate gate = gate("");
                HttpServer server =
                        Http.start(
                                gate,
                                new Endpoint(
                                        HttpSettings.DEFAULT.at("127.0.0.1", 0),
                                        HttpLimits.DEFAULT));
                HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create(server.address() + "/mcp");
            Map<String, String> stateless =
                    Map.of(
                            "MCP-Protocol-Version",
                            "2026-07-28",
                            "Mcp-Method",
                            "tools/call",
                            "Mcp-Name",
                            "query");
            JsonNode first = post(http, uri, stateless, call(Map.of("sql", ORDERED, "limit", 10)));
            Map<String, String> session =
                    Map.of(
                            "Mcp-Session-Id",
                            sent(
                                            http,
                                            uri,
                                            Map.of(),
                                            """
                                            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{\
                                            "protocolVersion":"2025-11-25","capabilities":{},\
                                            "clientInfo":{"name":"t","version":"1"}}}""")
                                    .headers()
                                    .firstValue("Mcp-Session-Id")
                                    .orElseThrow());
            JsonNode second =
                    post(http, uri, session, sessionCall(Map.of("cursor", cursor(first))));
            JsonNode third =
                    post(http, uri, session, sessionCall(Map.of("cursor", cursor(second))));
            JsonNode fourth = post(http, uri, stateless, call(Map.of("cursor", cursor(third))));
            assertThat(ids(List.of(first, second, third, fourth))).isEqualTo(range(1, 40));
            assertThat(isRunAgain(second)).isTrue();
            assertThat(isRunAgain(third) || isRunAgain(fourth)).isFalse();
        }
    }

    private static JsonNode post(HttpClient http, URI uri, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        return JSON.readTree(sent(http, uri, headers, body).body()).path("result");
    }

    private static HttpResponse<String> sent(
            HttpClient http, URI uri, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
