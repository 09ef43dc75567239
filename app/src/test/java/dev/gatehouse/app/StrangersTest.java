package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.identity.ApiKey;
import dev.gatehouse.gateway.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of those who do not prove who they are, and from where, behind a proxy or not. */
class StrangersTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ANN = "192.0.2.1";
    private static final String BOB = "2001:db8:0:0:0:0:0:b";

    private static final String MORE =
            """
            state: {file: state.db}
            identity: {api_keys: true}
            roles: {reader: {policy: open}}
            policies: {open: {allow_tables: ["sales.*"]}}
            http: {max_bad_credentials: 3, trusted_proxies: [PROXIES]}
            """;

    private static final String INITIALIZE =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
            "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

    private static final String META =
            """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{},\
            "io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"}},""";

    private static final Map<String, String> STATELESS =
            Map.of(
                    "MCP-Protocol-Version",
                    "2026-07-28",
                    "Mcp-Method",
                    "tools/call",
                    "Mcp-Name",
                    "query");

    @TempDir private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private Instant now = Instant.parse("2026-11-28T10:00:00Z");
    private final List<AutoCloseable> open = new ArrayList<>();
    private Gate gate;
    private HttpServer server;

    @BeforeEach
    void serveBehindAProxy() throws Exception {
        serve("127.0.0.0/8");
    }

    private void serve(String proxies) throws Exception {
        Path settings = SalesServer.settings(folder, MORE.replace("PROXIES", proxies));
        Settings read =
                new SettingsOption(settings.toString()).load(new PrintWriter(new StringWriter()));
        gate = Gate.open(read);
        server = Http.start(gate, Endpoint.of(read.http()).at("127.0.0.1", 0), () -> now);
        open.addAll(List.of(gate, server));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        open.clear();
    }

    @AfterEach
    void hangUp() {
        client.close();
    }

    private String key() throws Exception {
        var grant = new ApiKey.Grant("test", List.of("reader"), Confines.ALL, Optional.empty());
        return gate.keys(() -> now).create(grant).token();
    }

    private HttpResponse<String> post(
            String from, String key, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.address() + "/mcp"))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .header("X-Forwarded-For", from)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String from, String key)
            throws IOException, InterruptedException {
        return post(from, key, STATELESS, call(META));
    }

    private static String call(String meta) {
        return """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{%s"name":"query",\
        "arguments":{"sql":"SELECT 42 AS n"}}}"""
                .formatted(meta);
    }

    private int status(String from, String key) throws IOException, InterruptedException {
        return ask(from, key).statusCode();
    }

    private void fail(String from, int times) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            assertThat(status(from, "ghk_aaaaaaaaaaaa_" + "A".repeat(43))).isEqualTo(401);
        }
    }

    private List<JsonNode> records() throws IOException {
        return Files.readAllLines(folder.resolve("audit.jsonl")).stream()
                .map(JSON::readTree)
                .toList();
    }

    private static String told(JsonNode one) {
        return one.path("caller").asString("")
                + " "
                + one.path("address").asString("")
                + " "
                + one.path("code").asString("answered");
    }

    @Test
    void theTrailSaysFromWhereAndByWhichKeyEachCallCame() throws Exception {
        String key = key();
        String id = key.substring(4, 16);
        assertThat(status(ANN, key)).isEqualTo(200);
        String session =
                post(ANN, key, Map.of(), INITIALIZE)
                        .headers()
                        .firstValue("Mcp-Session-Id")
                        .orElseThrow();
        for (String from : List.of(ANN, BOB)) {
            HttpResponse<String> answer =
                    post(from, key, Map.of("Mcp-Session-Id", session), call(""));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        assertThat(records())
                .extracting(each -> each.path("address").asString(""))
                .containsExactly(ANN, ANN, BOB);
        assertThat(records()).extracting(each -> each.path("key").asString("")).containsOnly(id);
    }

    @Test
    void whoIsNotBelievedTooOftenHasToWait() throws Exception {
        String key = key();
        fail(ANN, 3);
        HttpResponse<String> answer = ask(ANN, key);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("20");
        assertThat(answer.body()).doesNotContain("42").contains("too many");
        assertThat(status(BOB, key)).isEqualTo(200);
        now = now.plusSeconds(20);
        assertThat(status(ANN, key)).isEqualTo(200);
    }

    @Test
    void whatWasGoodFromThereBeforeIsNotLockedOutUntilItIsRevoked() throws Exception {
        String key = key();
        assertThat(status(ANN, key)).isEqualTo(200);
        fail(ANN, 3);
        assertThat(status(ANN, key)).isEqualTo(200);
        gate.keys(() -> now).revoke(key.substring(4, 16));
        assertThat(status(ANN, key)).isEqualTo(401);
        assertThat(status(ANN, key)).isEqualTo(429);
    }

    @Test
    void whoeverIsTurnedAwayIsOnTheTrail() throws Exception {
        assertThat(status(BOB, "")).isEqualTo(401);
        fail(ANN, 3);
        assertThat(status(ANN, "ghk_x")).isEqualTo(429);
        assertThat(records())
                .extracting(StrangersTest::told)
                .containsExactly(
                        "(unidentified) " + BOB + " CREDENTIALS_MISSING",
                        "(unidentified) " + ANN + " CREDENTIALS_INVALID",
                        "(unidentified) " + ANN + " CREDENTIALS_INVALID",
                        "(unidentified) " + ANN + " CREDENTIALS_INVALID",
                        "(unidentified) " + ANN + " CREDENTIALS_THROTTLED");
    }

    @Test
    void aFloodIsANumber() throws Exception {
        for (int i = 0; i < 200; i++) {
            status(ANN, "ghk_" + i);
        }
        stop();
        assertThat(records()).hasSize(3 + 10 + 1);
        assertThat(records().getLast().path("times").asInt()).isEqualTo(200 - 3 - 10);
    }

    @Test
    void nobodyButATrustedProxySpeaksForOthers() throws Exception {
        stop();
        serve("10.0.0.0/8");
        fail(ANN, 3);
        try (Said log = new Said()) {
            assertThat(status(BOB, key())).isEqualTo(429);
            assertThat(log.text()).contains("`http: {trusted_proxies: [ADDRESS]}`");
        }
        assertThat(records())
                .extracting(each -> each.path("address").asString(""))
                .containsOnly("127.0.0.1");
    }

    @Test
    void aKeyStoreThatIsAwayCountsAgainstNobody() throws Exception {
        String key = key();
        try (Connection store =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                Statement statement = store.createStatement()) {
            statement.execute("DROP TABLE api_keys");
        }
        for (int i = 0; i < 5; i++) {
            assertThat(status(ANN, key)).isEqualTo(503);
        }
        assertThat(told(records().getLast()))
                .isEqualTo("(unidentified) " + ANN + " CREDENTIALS_UNCHECKED");
    }
}
