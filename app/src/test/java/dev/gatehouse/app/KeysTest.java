package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.http.HttpServer;
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
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * API keys from the command line to the answer, over real HTTP, in both eras. What opens nothing,
 * and what keys do not reach, {@link AccessMatrixTest} has.
 */
class KeysTest {

    enum Era {
        HANDSHAKE,
        STATELESS
    }

    private static final String MORE =
            """
            state: {file: state.db}
            identity: {api_keys: true}
            roles:
              reader: {policy: open}
              hasty: {policy: open, limits: {max_queries_per_minute: 2}}
              patient: {policy: rare}
              crowd: {policy: open, limits: {max_total_queries_per_hour: 2}}
            policies:
              open: {allow_tables: ["sales.*"]}
              rare: {allow_tables: ["sales.*"], max_queries_per_hour: 2}
            """;

    @TempDir private Path folder;
    private Path settings;
    private Gate gate;
    private HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void serve() throws Exception {
        settings = SalesServer.settings(folder, MORE);
        Settings read =
                new SettingsOption(settings.toString()).load(new PrintWriter(new StringWriter()));
        gate = Gate.open(read);
        server = Http.start(gate, Endpoint.of(read.http()).at("127.0.0.1", 0));
    }

    @AfterEach
    void stop() {
        server.close();
        gate.close();
        client.close();
    }

    private Program.Outcome keys(String... arguments) {
        List<String> all = new ArrayList<>(List.of("keys", arguments[0]));
        all.addAll(List.of("--config", settings.toString()));
        all.addAll(List.of(arguments).subList(1, arguments.length));
        return Program.run(all.toArray(String[]::new));
    }

    private String key(String... arguments) {
        String[] create =
                Stream.concat(Stream.of("create"), Stream.of(arguments)).toArray(String[]::new);
        Program.Outcome outcome = keys(create);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.out().strip();
    }

    private static String id(String key) {
        return key.substring(4, 16);
    }

    private HttpResponse<String> ask(String authorization, Era era, String method, String params)
            throws IOException, InterruptedException {
        return switch (era) {
            case HANDSHAKE -> {
                HttpResponse<String> begun =
                        send(
                                request(authorization)
                                        .POST(
                                                body(
                                                        "initialize",
                                                        """
                                                        {"protocolVersion":"2025-11-25","capabilities":{},\
                                                        "clientInfo":{"name":"t","version":"1"}}""")));
                yield begun.statusCode() != 200
                        ? begun
                        : send(
                                request(authorization)
                                        .header(
                                                "Mcp-Session-Id",
                                                begun.headers()
                                                        .firstValue("Mcp-Session-Id")
                                                        .orElseThrow())
                                        .POST(body(method, params)));
            }
            case STATELESS -> {
                String meta =
                        """
                        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
                        "io.modelcontextprotocol/clientCapabilities":{},\
                        "io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"}}""";
                String whole =
                        params.equals("{}")
                                ? "{" + meta + "}"
                                : params.substring(0, params.length() - 1) + "," + meta + "}";
                HttpRequest.Builder request =
                        request(authorization)
                                .header("MCP-Protocol-Version", "2026-07-28")
                                .header("Mcp-Method", method);
                if (method.equals("tools/call")) {
                    request.header(
                            "Mcp-Name", params.replaceAll("(?s).*?\"name\":\"([^\"]*)\".*", "$1"));
                }
                yield send(request.POST(body(method, whole)));
            }
        };
    }

    private HttpRequest.Builder request(String authorization) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.address() + "/mcp"))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream");
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private static HttpRequest.BodyPublisher body(String method, String params) {
        return HttpRequest.BodyPublishers.ofString(
                """
                {"jsonrpc":"2.0","id":1,"method":"%s","params":%s}"""
                        .formatted(method, params));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String query(String sql) {
        return """
        {"name":"query","arguments":{"sql":"%s"}}"""
                .formatted(sql);
    }

    @ParameterizedTest
    @EnumSource(Era.class)
    void whoeverBringsAKeyIsAnsweredAndRecordedByItsId(Era era) throws Exception {
        String key = key("--role", "reader", "--name", "the night job");

        HttpResponse<String> answer =
                ask("Bearer " + key, era, "tools/call", query("SELECT 42 AS n"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("42");
        assertThat(Files.readString(folder.resolve("audit.jsonl")))
                .contains("\"caller\":\"key:" + id(key) + "\"", "\"roles\":[\"reader\"]")
                .doesNotContain(key);
        assertThat(keys("list").out()).contains("the night job", id(key)).doesNotContain(key);
    }

    @ParameterizedTest
    @EnumSource(Era.class)
    void whoeverHasAskedTooMuchIsToldHowLongToWait(Era era) throws Exception {
        String hasty = "Bearer " + key("--role", "hasty");
        String patient = "Bearer " + key("--role", "patient");
        for (String caller : List.of(hasty, patient)) {
            for (int i = 0; i < 2; i++) {
                assertThat(ask(caller, era, "tools/call", query("SELECT 42 AS n")).body())
                        .contains("42");
            }
        }
        assertThat(ask(hasty, era, "tools/call", query("SELECT 42 AS n")).body())
                .contains("\"isError\":true", "QUOTA_EXCEEDED")
                .containsPattern("Try again in (2[0-9]|30) s");
        assertThat(ask(patient, era, "tools/call", query("SELECT 42 AS n")).body())
                .contains("\"isError\":true", "QUOTA_EXCEEDED")
                .containsPattern("Try again in 1[78][0-9][0-9] s");
    }

    @ParameterizedTest
    @EnumSource(Era.class)
    void aKeyHasLimitsOfItsOwn(Era era) throws Exception {
        String key =
                key(
                        "--role=reader",
                        "--tools=query",
                        "--max-queries-per-minute=2",
                        "--max-queries-per-hour=1000000");
        for (int i = 0; i < 2; i++) {
            assertThat(ask("Bearer " + key, era, "tools/call", query("SELECT 42 AS n")).body())
                    .contains("42");
        }
        assertThat(ask("Bearer " + key, era, "tools/call", query("SELECT 42 AS n")).body())
                .contains("QUOTA_EXCEEDED", "may run 2 statements in a minute", "policy or key")
                .containsPattern("Try again in (2[0-9]|30) s");
        String free = key("--role=reader");
        assertThat(keys("list").out())
                .containsPattern(id(key) + " .* query +2 a minute, 1000000 an hour ")
                .containsPattern(id(free) + " .* all +none ");
    }

    @Test
    void callersShareTheQuotaOfTheirRole() throws Exception {
        String call = query("SELECT 42 AS n");
        List<String> crowd = List.of(key("--role=crowd"), key("--role=crowd"));
        for (String key : crowd) {
            assertThat(ask("Bearer " + key, Era.STATELESS, "tools/call", call).body())
                    .contains("42");
        }
        assertThat(ask("Bearer " + crowd.getFirst(), Era.HANDSHAKE, "tools/call", call).body())
                .contains("QUOTA_EXCEEDED", "role `crowd`", "others count")
                .containsPattern("Try again in 1[78][0-9][0-9] s");
    }

    @Test
    void keysAreKeptInPostgresqlToo() throws Exception {
        try (Connection owner = SalesServer.owner();
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE DATABASE \"sta te%ß\"");
            String place = owner.getMetaData().getURL().replaceFirst(".*//([^/?]+).*", "$1");
            String user = owner.getMetaData().getUserName();
            Files.writeString(
                    settings,
                    Files.readString(settings)
                            .replace(
                                    "file: state.db",
                                    "url: 'postgres://%s@%s/sta%%20te%%25%%C3%%9F'"
                                            .formatted(user, place)));
            try {
                String key =
                        key("--role", "reader", "--name", "shared", "--max-queries-per-hour", "5");
                assertThat(keys("list").out()).contains(id(key), "shared", " 5 an hour ");
                assertThat(keys("revoke", id(key)).exitCode()).isZero();
                assertThat(keys("list").out()).contains("revoked");
            } finally {
                statement.execute("DROP DATABASE \"sta te%ß\" WITH (FORCE)");
            }
        }
    }

    @Test
    void mistakesInAKeyAreNamed() {
        assertThat(keys("create", "--role", "raeder"))
                .satisfies(
                        outcome -> {
                            assertThat(outcome.exitCode()).isEqualTo(2);
                            assertThat(outcome.err()).contains("no role `raeder`", "reader");
                        });
        assertThat(keys("create", "--role", "reader", "--tools", "drop").err())
                .contains("no tool `drop`");
        assertThat(keys("create", "--role", "reader", "--database", "x").err())
                .contains("no database `x`");
        for (String time : List.of("yesterday", "2020-01-01", "0d", "-5d")) {
            assertThat(keys("create", "--role", "reader", "--expires=" + time).exitCode())
                    .as(time)
                    .isEqualTo(2);
        }
        for (String limit :
                List.of("minute=0", "minute=1000001", "minute=many", "hour=-1", "hour=1000001")) {
            String option = "--max-queries-per-" + limit;
            assertThat(keys("create", "--role", "reader", option))
                    .satisfies(
                            outcome -> {
                                assertThat(outcome.exitCode()).as(option).isEqualTo(2);
                                assertThat(outcome.out()).isEmpty();
                                assertThat(outcome.err())
                                        .contains(option.substring(0, option.indexOf('=')));
                            });
        }
        assertThat(keys("revoke", "nobody").exitCode()).isEqualTo(1);
    }
}
