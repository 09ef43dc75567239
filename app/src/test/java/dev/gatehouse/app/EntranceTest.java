package dev.gatehouse.app;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.tools.Governed;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who comes in over HTTP with a token, in both eras, with a real database behind. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntranceTest {

    private static final String METADATA =
            "resource_metadata=\"https://gatehouse.example/.well-known/oauth-protected-resource/mcp\"";

    private static final Pattern METADATA_PATH =
            Pattern.compile("resource_metadata=\"https://gatehouse\\.example([^\"]+)\"");

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-08-01T12:00:00Z"));
    private final HttpClient client = HttpClient.newHttpClient();

    private Path folder = Path.of("");

    private AuthorizationServer issuer;
    private Gate gate;
    private HttpServer server;

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        folder = given;
        issuer = AuthorizationServer.start(now::get);
        Path settings = SalesServer.settings(folder, written(issuer.issuer()));
        gate =
                Gate.open(
                        new SettingsOption(settings.toString())
                                .load(new PrintWriter(new StringWriter())));
        server = Http.start(gate, Endpoint.of(gate.settings().http()).at("127.0.0.1", 0), now::get);
    }

    private static String written(String issuer) {
        return """
               roles: {analyst: {policy: all}, clerk: {policy: own}}
               policies:
                 all: {}
                 own: {tables: {customers: {row_filter: "id = :caller.number"}}}
               identity:
                 oidc:
                   issuer: %s
                   audience: https://gatehouse.example/mcp
                   roles_claim: realm_access.roles
                   roles: {analysts: analyst, clerks: clerk}
                   attributes: {number: customer}
                   required_scopes: ['gatehouse:read']
                   scopes:
                     query: 'gatehouse:query'
                     explain: 'gatehouse:query gatehouse:plans'
                     describe_table: 'gatehouse:schema'
                   scope_includes:
                     'gatehouse:all': 'gatehouse:read gatehouse:schema gatehouse:most'
                     'gatehouse:most': 'gatehouse:query gatehouse:plans'
               """
                .formatted(issuer);
    }

    @AfterAll
    void stop() {
        server.close();
        gate.close();
        issuer.close();
        client.close();
    }

    /** Whatever a test did to the keys, they are read anew. */
    @BeforeEach
    void laterOn() {
        now.updateAndGet(it -> it.plus(Duration.ofHours(1)));
        issuer.setAway(false);
    }

    /** A revision, and how a first request is made in it. */
    enum Era {
        HANDSHAKE,
        STATELESS
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    private HttpRequest.Builder post(String body) {
        return to("/mcp")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(ofString(body));
    }

    private HttpRequest.Builder stateless(String method, String params) {
        return post("""
                        {"jsonrpc":"2.0","id":7,"method":"%s","params":{"_meta":{\
                        "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
                        "io.modelcontextprotocol/clientCapabilities":{}}%s}}"""
                        .formatted(method, params))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method);
    }

    private HttpRequest.Builder first(Era era) {
        return switch (era) {
            case HANDSHAKE ->
                    post(
                            """
                            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{\
                            "protocolVersion":"2025-11-25","capabilities":{},\
                            "clientInfo":{"name":"t","version":"1"}}}""");
            case STATELESS -> stateless("tools/list", "");
        };
    }

    /** A call of the tool query: in a session, or with all that it needs. */
    private HttpRequest.Builder call(Era era, String session, String tool, String sql) {
        String params = "\"name\":\"%s\",\"arguments\":{\"sql\":\"%s\"}".formatted(tool, sql);
        return switch (era) {
            case HANDSHAKE ->
                    post("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{%s}}"
                                    .formatted(params))
                            .header("Mcp-Session-Id", session);
            case STATELESS -> stateless("tools/call", "," + params).header("Mcp-Name", tool);
        };
    }

    private String session(Era era, String token) throws Exception {
        return switch (era) {
            case HANDSHAKE ->
                    send(with(token, first(era)))
                            .headers()
                            .firstValue("mcp-session-id")
                            .orElseThrow();
            case STATELESS -> "";
        };
    }

    private static HttpRequest.Builder with(String token, HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("www-authenticate").orElse("");
    }

    private String scoped(String scopes) throws Exception {
        return issuer.token(it -> it.claim("scope", scopes));
    }

    /** Makes what stands after {@code Authorization:}. */
    @FunctionalInterface
    interface Shown {
        String made(AuthorizationServer issuer, Instant now) throws Exception;
    }

    private static Arguments caller(String what, int status, String challenge, Shown shown) {
        return Arguments.argumentSet(what, status, challenge, shown);
    }

    /** What {@link AccessMatrixTest} has not. */
    static Stream<Arguments> callers() {
        return Stream.of(
                caller(
                        "an API key where there are none",
                        401,
                        "error_description=\"the token is no signed JWT\"",
                        (_, _) -> "Bearer ghk_x"),
                caller("in small letters", 200, "", (it, _) -> "bearer " + it.token(c -> c)),
                caller("rotated key", 200, "", (it, _) -> rotated(it)));
    }

    static Stream<Arguments> callersInBothEras() {
        return Arrays.stream(Era.values())
                .flatMap(
                        era ->
                                callers()
                                        .map(
                                                it ->
                                                        Arguments.of(
                                                                era,
                                                                it.get()[0],
                                                                it.get()[1],
                                                                it.get()[2])));
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    private static String rotated(AuthorizationServer issuer) throws Exception {
        issuer.rotate("key-" + issuer.key().hashCode());
        return bearer(issuer.token(it -> it));
    }

    @ParameterizedTest
    @MethodSource("callersInBothEras")
    void eachCallerHearsWhatTheSpecificationSays(Era era, int status, String challenge, Shown shown)
            throws Exception {
        String header = shown.made(issuer, now.get());
        HttpResponse<String> answer = send(first(era).header("Authorization", header));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(challenge(answer)).contains(challenge);
        if (status != 200) {
            assertThat(challenge(answer))
                    .startsWith("Bearer ")
                    .contains(METADATA)
                    .contains("scope=\"gatehouse:read\"");
            assertThat(answer.headers().map()).doesNotContainKey("mcp-session-id");
        }
    }

    @Test
    void aTokenInTheQueryStringIsNone() throws Exception {
        HttpRequest.Builder request =
                first(Era.HANDSHAKE)
                        .uri(
                                URI.create(
                                        server.address()
                                                + "/mcp?access_token="
                                                + issuer.token(it -> it)));
        assertThat(send(request).statusCode()).isEqualTo(401);
    }

    @Test
    void whileTheIssuerIsAwayNobodyIsToldThatTheTokenIsBad() throws Exception {
        now.updateAndGet(it -> it.plus(Duration.ofDays(2)));
        issuer.setAway(true);
        HttpResponse<String> answer = send(with(issuer.token(it -> it), first(Era.STATELESS)));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(challenge(answer)).isEmpty();
    }

    @Test
    void aClientFindsItsWayFromNothingToAnAnswer() throws Exception {
        Matcher place = METADATA_PATH.matcher(challenge(send(first(Era.STATELESS))));
        assertThat(place.find()).isTrue();
        JsonNode metadata = json(send(to(place.group(1))));
        URI authority = URI.create(metadata.path("authorization_servers").path(0).asString());
        JsonNode endpoints =
                json(
                        send(
                                HttpRequest.newBuilder(
                                        authority.resolve(
                                                "/.well-known/oauth-authorization-server"))));
        String form =
                "grant_type=client_credentials&resource=%s&scope=%s"
                        .formatted(
                                encoded(metadata.path("resource").asString()),
                                encoded("gatehouse:read gatehouse:query"));
        HttpRequest.Builder asking =
                HttpRequest.newBuilder(URI.create(endpoints.path("token_endpoint").asString()))
                        .header("Authorization", "Basic " + basic("robot:secret"))
                        .POST(ofString(form));
        String token = json(send(asking)).path("access_token").asString();
        HttpResponse<String> answer =
                send(with(token, call(Era.STATELESS, "", "query", "SELECT 1 AS one")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("one");
        assertThat(audit()).last().asString().contains("\"caller\":\"oidc:robot\"");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String basic(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private List<String> audit() throws IOException {
        return Files.readAllLines(folder.resolve("audit.jsonl"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-protected-resource",
                "/.well-known/oauth-protected-resource/mcp"
            })
    void everybodyMayReadHowToGetAToken(String path) throws Exception {
        assertThat(json(send(to(path))))
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {
                                          "resource": "https://gatehouse.example/mcp",
                                          "authorization_servers": ["%s"],
                                          "scopes_supported":
                                            ["gatehouse:read", "gatehouse:schema", "gatehouse:query", "gatehouse:plans"],
                                          "bearer_methods_supported": ["header"],
                                          "resource_name": "Gatehouse"
                                        }"""
                                                .formatted(issuer.issuer())));
        assertThat(send(to(path).POST(ofString(""))).statusCode()).isEqualTo(405);
        assertThat(send(to(path + "/x")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void aToolOutOfReachIsNotListedAndSaysWhatItNeeds(Era era) throws Exception {
        String token = scoped("gatehouse:read");
        String session = session(era, token);
        HttpRequest.Builder list =
                switch (era) {
                    case HANDSHAKE ->
                            post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                                    .header("Mcp-Session-Id", session);
                    case STATELESS -> stateless("tools/list", "");
                };
        assertThat(send(with(token, list)).body())
                .contains("\"name\":\"list_tables\"")
                .doesNotContain("\"name\":\"query\"")
                .doesNotContain("\"name\":\"explain\"");
        HttpResponse<String> answer =
                send(with(token, call(era, session, "explain", "SELECT 1 AS one")));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(challenge(answer))
                .contains("error=\"insufficient_scope\"")
                .contains(METADATA)
                .contains("scope=\"gatehouse:read gatehouse:query gatehouse:plans\"");
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body()).contains("\"id\":7").doesNotContain("one");
        assertThat(audit()).last().asString().contains("SCOPE_INSUFFICIENT", "oidc:alice");
    }

    @Test
    void aBatchThatCallsAToolOutOfReachIsRefusedWhole() throws Exception {
        String token = scoped("gatehouse:read");
        String initialize =
                """
                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{\
                "protocolVersion":"2025-03-26","capabilities":{},\
                "clientInfo":{"name":"t","version":"1"}}}""";
        String session =
                send(with(token, post(initialize)))
                        .headers()
                        .firstValue("mcp-session-id")
                        .orElseThrow();
        String batch =
                """
                [{"jsonrpc":"2.0","id":1,"method":"tools/list"},\
                {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"query",\
                "arguments":{"sql":"SELECT 1"}}}]""";
        HttpResponse<String> answer =
                send(with(token, post(batch).header("Mcp-Session-Id", session)));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"id\":2").doesNotContain("list_tables");
    }

    @Test
    void theOfficialJavaClientAsksWithItsToken() throws Exception {
        String token = scoped("gatehouse:all");
        try (McpSyncClient official =
                McpClient.sync(
                                HttpClientStreamableHttpTransport.builder(server.address())
                                        .endpoint("/mcp")
                                        .requestBuilder(
                                                HttpRequest.newBuilder()
                                                        .header("Authorization", bearer(token)))
                                        .build())
                        .requestTimeout(Duration.ofSeconds(30))
                        .build()) {
            official.initialize();
            assertThat(official.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .contains("query", "explain");
        }
    }

    @Test
    void theNamesOfToolsThatSettingsKnowAreThoseThatAreListed() throws Exception {
        JsonNode list =
                json(send(with(scoped("gatehouse:all"), stateless("tools/list", ""))))
                        .path("result")
                        .path("tools");
        assertThat(list.valueStream().map(tool -> tool.path("name").asString()).toList())
                .isEqualTo(Governed.toolNames());
    }

    @ParameterizedTest
    @EnumSource
    void aBroaderScopeReachesWhatItIncludes(Era era) throws Exception {
        String token = scoped("gatehouse:all");
        String session = session(era, token);
        assertThat(send(with(token, call(era, session, "explain", "SELECT 1"))).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void rolesAndAttributesOfTheTokenDecideWhatIsSeen(Era era) throws Exception {
        String sql = "SELECT id FROM customers ORDER BY id LIMIT 3";
        String analyst = issuer.token(it -> it);
        assertThat(send(with(analyst, call(era, session(era, analyst), "query", sql))).body())
                .contains("[[1],[2],[3]]");
        String clerk =
                issuer.token(it -> it.claim("realm_access", Map.of("roles", List.of("clerks"))));
        assertThat(send(with(clerk, call(era, session(era, clerk), "query", sql))).body())
                .contains("[[2]]");
        String nobody = issuer.token(it -> it.claim("realm_access", null));
        assertThat(send(with(nobody, call(era, session(era, nobody), "query", sql))).body())
                .doesNotContain("[[");
    }

    @Test
    void aSessionIsForWhoeverOpenedItWithAsMuchInReach() throws Exception {
        String session = session(Era.HANDSHAKE, issuer.token(it -> it));
        String renewed = issuer.token(it -> it.claim("jti", "another"));
        String sql = "SELECT 1";
        assertThat(statusIn(session, renewed, sql)).isEqualTo(200);
        String other = issuer.token(it -> it.subject("bob"));
        assertThat(statusIn(session, other, sql)).isEqualTo(404);
        String more = scoped("gatehouse:all");
        assertThat(statusIn(session, more, sql)).isEqualTo(404);
    }

    private int statusIn(String session, String token, String sql) throws Exception {
        return send(with(token, call(Era.HANDSHAKE, session, "query", sql))).statusCode();
    }

    @Test
    void probesNeedNoTokenAndTellNoNames() throws Exception {
        assertThat(send(to("/health")).statusCode()).isEqualTo(200);
        assertThat(send(to("/ready")).body()).isEqualTo("{\"ready\":true}\n");
    }

    @Test
    void theServerIsKnownUnderTheNameOfItsResource() throws Exception {
        assertThat(gate.settings().http().hosts()).isEmpty();
        URI address = URI.create(server.address());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            String head =
                    "GET /health HTTP/1.1\r\nHost: gatehouse.example\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void withTokensItMayListenBeyondThisMachine() throws Exception {
        Endpoint everywhere = Endpoint.of(gate.settings().http()).at("0.0.0.0", 0);
        try (HttpServer open = Http.start(gate, everywhere, now::get)) {
            int port = URI.create(open.address()).getPort();
            HttpRequest health =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp")).build();
            assertThat(client.send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void serveListensBeyondThisMachineOnceItIsSaidWhoMayAsk(@TempDir Path other) throws Exception {
        Path settings = SalesServer.settings(other, written(issuer.issuer()));
        List<String> command = new ArrayList<>(Program.stdio(settings));
        command.set(command.indexOf("stdio"), "serve");
        command.addAll(List.of("--host=0.0.0.0", "--port=0"));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader()) {
            URI told = URI.create(out.readLine().replaceFirst(".* at ", ""));
            URI here = URI.create("http://127.0.0.1:" + told.getPort() + "/mcp");
            assertThat(send(first(Era.STATELESS).uri(here)).statusCode()).isEqualTo(401);
            // The process has the system's clock.
            now.updateAndGet(it -> it.isBefore(Instant.now()) ? Instant.now() : it);
            HttpRequest.Builder asked = with(issuer.token(it -> it), first(Era.STATELESS));
            assertThat(send(asked.uri(here)).statusCode()).isEqualTo(200);
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theNameOfATokenIsOnTheRecordAndNothingElseOfIt() throws Exception {
        String token = issuer.token(it -> it.claim("jti", "named").claim("note", "planted"));
        String session = session(Era.HANDSHAKE, token);
        send(with(token, call(Era.HANDSHAKE, session, "query", "SELECT 1")));
        List<String> parts = List.of(token.split("\\."));
        assertThat(String.join("\n", audit()))
                .contains("oidc:alice", "\"key\":\"named\"")
                .doesNotContain("planted")
                .doesNotContain(parts);
    }
}
