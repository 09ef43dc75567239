package dev.gatehouse.app;

import static dev.gatehouse.app.EraClient.query;
import static dev.gatehouse.app.SpanCollector.attribute;
import static dev.gatehouse.app.SpanCollector.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.EraClient.Era;
import dev.gatehouse.gateway.http.HttpServer;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Traces of real calls, as a collector receives them. */
@Timeout(60)
class TracesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String SQL =
            "SELECT id AS planted FROM customers WHERE name <> 'secret' LIMIT 2";

    @TempDir private Path folder;

    private Path settings(String endpoint, String more) throws IOException {
        String traces =
                "traces: {endpoint: '%s', headers: {authorization: '${file:%s}'}%s}\n"
                        .formatted(endpoint, folder.resolve("bearer"), more);
        Files.writeString(folder.resolve("bearer"), "Bearer of-the-collector");
        return SalesServer.settings(folder, traces);
    }

    private Gate gate(String endpoint, String more) throws Exception {
        return Gate.open(
                new SettingsOption(settings(endpoint, more).toString())
                        .load(new PrintWriter(new StringWriter())));
    }

    private static HttpServer serve(Gate gate) throws Failure {
        return Http.start(gate, Endpoint.of(gate.settings().http()).at("127.0.0.1", 0));
    }

    private static ObjectNode in(ObjectNode params, String trace, String flags) {
        params.withObjectProperty("_meta")
                .put("traceparent", "00-" + trace + "-" + PARENT + "-" + flags)
                .put("tracestate", "vendor=opaque,other=1");
        return params;
    }

    @Test
    void callsInBothErasArePartOfTheTraceThatTheirClientNames() throws Exception {
        try (SpanCollector collector = new SpanCollector();
                Gate gate = gate(collector.endpoint(), ", sample: 0");
                HttpServer server = serve(gate);
                EraClient client = new EraClient(server)) {
            client.call(Era.HANDSHAKE, in(query(SQL), TRACE + "1", "01"));
            client.call(Era.STATELESS, in(query(SQL), TRACE + "2", "01"));
            client.call(Era.STATELESS, in(query("DELETE FROM orders"), TRACE + "3", "01"));
            client.call(Era.STATELESS, in(query(SQL), TRACE + "4", "00"));
            String header = "00-" + TRACE + "5-" + PARENT + "-01";
            client.call(Era.HANDSHAKE, query(SQL), "traceparent", header);
            client.call(Era.STATELESS, query(SQL), "traceparent", header.replace(TRACE, "x"));
            client.call(Era.STATELESS, in(query(SQL), TRACE + "6", "01"), "traceparent", header);

            for (String last : List.of("1", "2", "5", "6")) {
                requireComplete(collector.await(TRACE + last));
            }
            List<Span> refused = collector.await(TRACE + "3");
            assertThat(call(refused).getStatus().getCode())
                    .isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(attribute(call(refused), "error.type")).isEqualTo("tool_error");
            assertThat(attribute(call(refused), "gatehouse.code")).isEqualTo("NOT_READ_ONLY");
            assertThat(refused).extracting(Span::getName).doesNotContain("run");
            assertThat(collector.of(TRACE + "4")).isEmpty();
            assertThat(collector.all()).hasSize(4 * 5 + 4);
            assertThat(collector.all().toString())
                    .doesNotContain("planted")
                    .doesNotContain("secret")
                    .doesNotContain("SELECT");
            assertThat(collector.authorizations()).containsOnly("Bearer of-the-collector");
        }
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl")).subList(0, 5))
                .zipSatisfy(
                        List.of("1", "2", "3", "4", "5"),
                        (line, last) ->
                                assertThat(line).contains("\"trace\":\"" + TRACE + last + "\""));
    }

    @Test
    void aTraceThatBeginsHereHasTheNameThatIsOnTheTrail() throws Exception {
        try (SpanCollector collector = new SpanCollector();
                Gate gate = gate(collector.endpoint(), ", sample: 1");
                HttpServer server = serve(gate);
                EraClient client = new EraClient(server)) {
            client.call(Era.STATELESS, query(SQL));
            String line = Files.readString(folder.resolve("audit.jsonl"));
            String trace = line.replaceAll("(?s).*\"trace\":\"([0-9a-f]{32})\".*", "$1");
            List<Span> spans = collector.await(trace);
            assertThat(spans).hasSize(5);
            assertThat(call(spans).getParentSpanId().isEmpty()).isTrue();
        }
    }

    private static Span call(List<Span> spans) {
        return spans.stream()
                .filter(each -> each.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
                .findFirst()
                .orElseThrow();
    }

    private static void requireComplete(List<Span> spans) {
        Span call = call(spans);
        assertThat(call.getName()).isEqualTo("tools/call query");
        assertThat(hex(call.getParentSpanId().toByteArray())).isEqualTo(PARENT);
        assertThat(attribute(call, "mcp.method.name")).isEqualTo("tools/call");
        assertThat(attribute(call, "gen_ai.tool.name")).isEqualTo("query");
        assertThat(attribute(call, "mcp.protocol.version")).startsWith("202");
        assertThat(attribute(call, "gatehouse.fingerprint")).matches("[0-9a-f]{12}");
        assertThat(spans)
                .extracting(Span::getName)
                .containsExactlyInAnyOrder("tools/call query", "admit", "check", "run", "record");
        for (Span span : spans) {
            assertThat(span.getStartTimeUnixNano())
                    .isBetween(call.getStartTimeUnixNano(), span.getEndTimeUnixNano());
            assertThat(span.getEndTimeUnixNano()).isLessThanOrEqualTo(call.getEndTimeUnixNano());
            assertThat(span.equals(call) || span.getParentSpanId().equals(call.getSpanId()))
                    .isTrue();
        }
        Span run =
                spans.stream().filter(it -> it.getName().equals("run")).findFirst().orElseThrow();
        assertThat(attribute(run, "db.system.name")).isEqualTo("postgresql");
        assertThat(attribute(run, "db.response.returned_rows")).isEqualTo("2");
    }

    @Test
    void aCallOnStandardInputIsPartOfItsTraceAndNothingIsSaidOnStandardError() throws Exception {
        Path errors = folder.resolve("errors.txt");
        try (SpanCollector collector = new SpanCollector()) {
            Process process =
                    new ProcessBuilder(Program.stdio(settings(collector.endpoint(), "")))
                            .redirectError(errors.toFile())
                            .start();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                try (OutputStream in = process.getOutputStream()) {
                    in.write(conversation(in(query(SQL), TRACE + "7", "01")));
                }
                assertThat(out.lines().toList()).hasSize(2).last().asString().contains("planted");
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                List<Span> spans = collector.await(TRACE + "7");
                requireComplete(spans);
                assertThat(attribute(call(spans), "network.transport")).isEqualTo("pipe");
            } finally {
                process.destroyForcibly();
            }
        }
        assertThat(errors).isEmptyFile();
    }

    private static byte[] conversation(ObjectNode params) {
        return """
        {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
        "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
        {"jsonrpc":"2.0","method":"notifications/initialized"}
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":%s}
        """
                .formatted(params)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** It listens, and never answers. */
    @Test
    void aCollectorThatIsNotThereDelaysNobody() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Said log = new Said()) {
            String endpoint = "http://127.0.0.1:" + silent.getLocalPort() + "/v1/traces";
            Gate gate = gate(endpoint, "");
            try (HttpServer server = serve(gate);
                    EraClient client = new EraClient(server)) {
                client.call(Era.STATELESS, query("SELECT 1"));
                long start = System.nanoTime();
                for (int i = 0; i < 20; i++) {
                    assertThat(client.call(Era.STATELESS, query("SELECT 1")).has("result"))
                            .isTrue();
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isLessThan(Duration.ofSeconds(5));
            }
            long start = System.nanoTime();
            gate.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(8));
            assertThat(log.text()).doesNotContain("127.0.0.1").doesNotContain("of-the-collector");
        }
    }
}
