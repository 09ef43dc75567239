package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.http.HttpSettings;
import dev.gatehouse.mcp.http.HttpLimits;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** MCP over HTTP with real clients and a real database. */
@Timeout(120)
class HttpTest {

    /** Runs for hours unless it is stopped. */
    private static final String ENDLESS =
            "SELECT count(*) FROM orders a, orders b, orders c, orders d";

    @TempDir private Path folder;

    private Gate gate(Path settings) throws Failure {
        return Gate.open(
                new SettingsOption(settings.toString()).load(new PrintWriter(new StringWriter())));
    }

    private static HttpServer serve(Gate gate) throws Failure {
        return Http.start(gate, endpoint(0));
    }

    private static Endpoint endpoint(int port) {
        return new Endpoint(HttpSettings.DEFAULT.at("127.0.0.1", port), HttpLimits.DEFAULT);
    }

    @Test
    void theOfficialJavaClientReadsTheDatabaseAndTwoOfThemDoAtOnce() throws Exception {
        try (Gate gate = gate(SalesServer.settings(folder, ""));
                HttpServer server = serve(gate);
                McpSyncClient one = javaClient(server);
                McpSyncClient two = javaClient(server)) {
            one.initialize();
            two.initialize();
            assertThat(one.getServerInfo().name()).isEqualTo("gatehouse");
            for (McpSyncClient client : List.of(one, two)) {
                assertThat(client.listTools().tools())
                        .extracting(McpSchema.Tool::name)
                        .contains("list_tables", "query");
                assertThat(text(client, "SELECT id, name FROM customers ORDER BY 1 LIMIT 1"))
                        .startsWith("id|name\n1|cust1");
            }
        }
        List<JsonNode> records =
                Files.readAllLines(folder.resolve("audit.jsonl")).stream()
                        .map(line -> JsonMapper.shared().readTree(line))
                        .toList();
        assertThat(records).hasSize(2);
        assertThat(records.getFirst().path("transport").asString()).isEqualTo("http");
    }

    @Test
    void aClientThatGoesAwayStopsItsStatementInTheDatabaseWithinTwoSeconds() throws Exception {
        Path settings = SalesServer.settings(folder, "");
        Files.writeString(settings, Files.readString(settings).replace("2s", "300s"));
        try (Gate gate = gate(settings);
                HttpServer server = serve(gate);
                Connection owner = SalesServer.owner()) {
            String session = session(server);
            URI address = URI.create(server.address());
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                socket.getOutputStream().write(call(session, ENDLESS));
                BufferedReader answer =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII));
                while (!":".equals(answer.readLine())) {
                    // The heartbeat comes after the headers.
                }
                SalesServer.awaitRunning(owner, 1, Duration.ofSeconds(30));
            }
            SalesServer.awaitRunning(owner, 0, Duration.ofSeconds(2));
        }
        assertThat(Files.readString(folder.resolve("audit.jsonl"))).contains("CANCELLED");
    }

    @Test
    void aDatabaseThatIsAwayIsSaidByItsNameOnly() throws Exception {
        Path file = folder.resolve("gatehouse.yaml");
        Files.writeString(
                file,
                """
                databases: {gone: {url: 'postgres://u:secret@127.0.0.1:1/x', pool: {min: 0}}}
                audit: {file: audit.jsonl}
                """);
        try (Gate gate = gate(file);
                HttpServer server = serve(gate);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest ready =
                    HttpRequest.newBuilder(URI.create(server.address() + "/ready")).build();
            HttpResponse<String> answer = client.send(ready, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .contains("\"gone\":false")
                    .doesNotContain("127.0.0.1")
                    .doesNotContain("secret");
        }
    }

    @Test
    void aDatabaseThatIsThereMakesTheServerReady() throws Exception {
        try (Gate gate = gate(SalesServer.settings(folder, ""))) {
            assertThat(gate.engines().reachable()).isEqualTo(Map.of("sales", true));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, --host=0.0.0.0", "2, --port=70000", "2, --tls-key=missing"})
    void serveSaysWhyItDoesNotStart(int exitCode, String option) throws IOException {
        String settings = SalesServer.settings(folder, "").toString();
        Program.Outcome outcome = Program.run("serve", "--config", settings, option);
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains(
                        option.substring(2, option.indexOf('='))
                                .replace("host", "--without-authentication"));
    }

    @Test
    void serveIsAProcessThatEndsWhenItIsTold() throws Exception {
        Process process = serving(SalesServer.settings(folder, ""));
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            assertThat(line).matches("Gatehouse serves MCP at http://127\\.0\\.0\\.1:\\d+/mcp");
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void serveThatIsToldToEndStopsAStatementAndRecordsIt() throws Exception {
        Path settings = SalesServer.settings(folder, "");
        Files.writeString(settings, Files.readString(settings).replace("2s", "300s"));
        Process process = serving(settings);
        try (BufferedReader out = process.inputReader();
                Connection owner = SalesServer.owner()) {
            URI address = URI.create(out.readLine().replaceFirst(".* at ", ""));
            String session = session(address);
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                socket.getOutputStream().write(call(session, ENDLESS));
                SalesServer.awaitRunning(owner, 1, Duration.ofSeconds(30));
                process.destroy();
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
            SalesServer.awaitRunning(owner, 0, Duration.ofSeconds(2));
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("audit.jsonl"))).contains("CANCELLED");
    }

    @Test
    void aFloodOfWhatIsNoMessageIsAFewRecords() throws Exception {
        try (Gate gate = gate(SalesServer.settings(folder, ""));
                HttpServer server = serve(gate);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest nonsense =
                    HttpRequest.newBuilder(URI.create(server.address() + "/mcp"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("a planted text"))
                            .build();
            for (int i = 0; i < 200; i++) {
                assertThat(client.send(nonsense, BodyHandlers.discarding()).statusCode())
                        .isEqualTo(400);
            }
        }
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
                .hasSize(11)
                .allMatch(line -> line.contains("\"code\":\"MESSAGE_UNREADABLE\""))
                .noneMatch(line -> line.contains("planted"))
                .last()
                .asString()
                .contains("\"times\":190");
    }

    @Test
    void aDatabaseThatIsAwayAtTheStartDoesNotKeepServeFromServing() throws Exception {
        Path file = folder.resolve("gatehouse.yaml");
        Files.writeString(
                file,
                """
                databases: {gone: {url: 'postgres://u:secret@127.0.0.1:1/x'}}
                audit: {file: audit.jsonl}
                http: {port: 0}
                """);
        Process process = serving(file);
        try (BufferedReader out = process.inputReader();
                HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create(out.readLine().replaceFirst(".* at ", ""));
            HttpRequest ready = HttpRequest.newBuilder(address.resolve("/ready")).build();
            assertThat(client.send(ready, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
            HttpRequest health = HttpRequest.newBuilder(address.resolve("/health")).build();
            assertThat(client.send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aTakenPortEndsServeWithOne() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String settings = SalesServer.settings(folder, "").toString();
            String port = "--port=" + taken.getLocalPort();
            Program.Outcome outcome = Program.run("serve", "--config", settings, port);
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err()).contains("cannot listen on 127.0.0.1:").contains("--port");
        }
    }

    @Test
    void aTakenPortMakesTheDemoTakeAnother() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Gate gate = gate(SalesServer.settings(folder, ""));
                HttpServer server = Http.startSomewhere(gate, endpoint(taken.getLocalPort()))) {
            assertThat(server.address()).doesNotEndWith(":" + taken.getLocalPort());
            assertThat(session(server)).isNotEmpty();
        }
    }

    @Test
    void stdioLoadsNoClassOfTheHttpServer() throws Exception {
        Path loaded = folder.resolve("classes.log");
        List<String> command = new ArrayList<>(Program.stdio(SalesServer.settings(folder, "")));
        command.add(1, "-Xlog:class+load:file=" + loaded);
        try (StdioClient client = new StdioClient(command)) {
            client.call(1, "list_tables", "{}");
            assertThat(client.end()).isZero();
        }
        assertThat(Files.readString(loaded))
                .contains("dev.gatehouse.mcp.stdio.StdioServer")
                .doesNotContain("org.eclipse.jetty")
                .doesNotContain("dev.gatehouse.gateway.http");
    }

    private static Process serving(Path settings) throws IOException {
        List<String> command = new ArrayList<>(Program.stdio(settings));
        command.set(command.indexOf("stdio"), "serve");
        command.add("--port=0");
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static String session(HttpServer server) throws IOException, InterruptedException {
        return session(URI.create(server.address() + "/mcp"));
    }

    private static String session(URI endpoint) throws IOException, InterruptedException {
        HttpRequest initialize =
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"jsonrpc":"2.0","id":0,"method":"initialize","params":\
                                        {"protocolVersion":"2025-11-25","capabilities":{},\
                                        "clientInfo":{"name":"test","version":"1"}}}"""))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(initialize, BodyHandlers.ofString())
                    .headers()
                    .firstValue("Mcp-Session-Id")
                    .orElseThrow();
        }
    }

    private static byte[] call(String session, String sql) {
        String body =
                """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query","arguments":{"sql":"%s"}}}"""
                        .formatted(sql);
        return """
        POST /mcp HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Mcp-Session-Id: %s\r
        Content-Length: %d\r
        \r
        %s"""
                .formatted(session, body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(McpSyncClient client, String sql) {
        McpSchema.CallToolResult result =
                client.callTool(
                        McpSchema.CallToolRequest.builder("query")
                                .arguments(Map.of("sql", sql))
                                .build());
        assertThat(result.isError()).as(result.toString()).isNotEqualTo(true);
        return ((McpSchema.TextContent) result.content().getFirst()).text();
    }

    private static McpSyncClient javaClient(HttpServer server) {
        return McpClient.sync(
                        HttpClientStreamableHttpTransport.builder(server.address())
                                .endpoint("/mcp")
                                .openConnectionOnStartup(true)
                                .build())
                .requestTimeout(Duration.ofSeconds(30))
                .build();
    }
}
