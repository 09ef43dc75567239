package dev.gatehouse.app;

import static dev.gatehouse.app.EraClient.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.EraClient.Era;
import dev.gatehouse.gateway.http.HttpServer;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the program logs of asks, on standard error. */
@Timeout(60)
class LogTest {

    private static final String SQL =
            "SELECT id, name AS planted_alias FROM customers WHERE name = 'planted literal' OR id = 1";

    /** More than a pipe holds, as lines. */
    private static final int MANY = 500;

    @TempDir private Path folder;

    @Test
    void anAskIsALineForPeople() throws Exception {
        try (Said log = new Said();
                Gate gate =
                        Gate.open(
                                new SettingsOption(SalesServer.settings(folder, "").toString())
                                        .load(new PrintWriter(new StringWriter())));
                HttpServer server =
                        Http.start(gate, Endpoint.of(gate.settings().http()).at("127.0.0.1", 0));
                EraClient client = new EraClient(server)) {
            client.call(Era.HANDSHAKE, query(SQL));
            ObjectNode traced = query("SELECT name FROM customers WHERE missing = 'planted'");
            traced.withObjectProperty("_meta")
                    .put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-00");
            client.call(Era.STATELESS, traced);
            client.call(Era.HANDSHAKE, query("SELECT 1").put("name", "planted\nINFO query ok"));
            assertThat(unreadable(server)).isEqualTo(400);
            String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ ";
            List<String> lines = log.text().lines().filter(it -> it.contains(" INFO ")).toList();
            assertThat(lines).hasSize(4);
            assertThat(lines.getFirst())
                    .matches(time + "INFO query ok fp=[0-9a-f]{12} rows=1 ms=\\d+ db=sales");
            assertThat(lines.get(1))
                    .matches(
                            time
                                    + "INFO query refused code=DATABASE_ERROR fp=[0-9a-f]{12}"
                                    + " ms=\\d+ db=sales trace=0af7651916cd43dd8448eb211c80319c");
            assertThat(lines.getLast())
                    .matches(time + "INFO request refused code=MESSAGE_UNREADABLE ms=\\d+");
            assertThat(lines.get(2)).matches(time + "INFO other refused code=TOOL_UNKNOWN ms=\\d+");
            assertThat(log.text()).doesNotContain("planted").doesNotContain("cust1");
        }
    }

    private static int unreadable(HttpServer server) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.address() + "/mcp"))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(HttpRequest.BodyPublishers.ofString("{planted"))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    /** A pipe that is full must stop the log, and nothing else. */
    @Test
    void whoeverDoesNotReadTheLogHoldsUpNoQuery() throws Exception {
        List<String> command =
                new ArrayList<>(
                        Program.stdio(SalesServer.settings(folder, "log: {format: json}\n")));
        command.set(command.indexOf("stdio"), "serve");
        command.add("--port=0");
        Process process = new ProcessBuilder(command).start();
        try (BufferedReader out = process.inputReader();
                BufferedReader err = process.errorReader()) {
            URI endpoint = URI.create(out.readLine().replaceFirst(".* at ", ""));
            try (EraClient client = new EraClient(endpoint)) {
                for (int i = 0; i < MANY; i++) {
                    JsonNode answer = client.call(Era.STATELESS, query(SQL));
                    assertThat(answer.has("result")).isTrue();
                }
            }
            CompletableFuture<List<String>> read =
                    CompletableFuture.supplyAsync(() -> err.lines().toList());
            // Not of the process itself: that would close its streams.
            assertThat(process.toHandle().destroy()).isTrue();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            requireLines(read.get(20, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void requireLines(List<String> lines) {
        Stream<JsonNode> asks =
                lines.stream()
                        .map(JsonMapper.shared()::readTree)
                        .filter(line -> line.path("logger").asString().endsWith(".query"));
        assertThat(asks)
                .hasSize(MANY)
                .allSatisfy(
                        line -> {
                            assertThat(line.path("level").asString()).isEqualTo("info");
                            assertThat(line.path("message").asString()).isEqualTo("query ok");
                            assertThat(line.path("tool").asString()).isEqualTo("query");
                            assertThat(line.path("outcome").asString()).isEqualTo("ok");
                            assertThat(line.path("fp").asString()).matches("[0-9a-f]{12}");
                            assertThat(line.path("rows").isNumber()).isTrue();
                            assertThat(line.path("ms").isNumber()).isTrue();
                            assertThat(line.path("db").asString()).isEqualTo("sales");
                        });
        assertThat(String.join("\n", lines))
                .doesNotContain("planted")
                .doesNotContain("cust1")
                .doesNotContain("SELECT")
                .doesNotContain("agent");
    }
}
