package dev.gatehouse.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Receivers of the audit trail as the settings name them, beside a program that serves. */
@Timeout(120)
class TrailShippingTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir private Path folder;

    /** What came, by the path that it came to. */
    private final Map<String, Queue<String>> requests = new ConcurrentHashMap<>();

    private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
    private final Queue<String> frames = new ConcurrentLinkedQueue<>();

    @Test
    void whatAProgramWroteIsWithAllReceiversWhenItEnds() throws Exception {
        HttpServer web =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ServerSocket syslog = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            web.createContext(
                    "/",
                    exchange -> {
                        try (exchange) {
                            tokens.add(
                                    String.valueOf(
                                            exchange.getRequestHeaders()
                                                    .getFirst("Authorization")));
                            requests.computeIfAbsent(
                                            exchange.getRequestURI().getPath(),
                                            _ -> new ConcurrentLinkedQueue<>())
                                    .add(
                                            new String(
                                                    exchange.getRequestBody().readAllBytes(),
                                                    UTF_8));
                            exchange.sendResponseHeaders(200, -1);
                        }
                    });
            web.start();
            Thread.startVirtualThread(() -> receive(syslog));
            int exitCode = serve(settings(web.getAddress().getPort(), syslog.getLocalPort()));
            assertThat(exitCode).isZero();
        } finally {
            web.stop(0);
        }
        List<String> lines = Files.readAllLines(folder.resolve("audit.jsonl"));
        assertThat(lines).hasSize(2).last().asString().contains("RELATION_UNAVAILABLE");
        assertThat(logs()).isEqualTo(lines);
        assertThat(sequences()).containsExactly(1L, 2L);
        assertThat(tokens).contains("Bearer planted");
        assertThat(String.join("", frames)).contains(lines.get(0)).contains(lines.get(1));
        assertThat(folder.resolve("audit.jsonl.ship-relay.cursor")).content().contains("\"seq\":2");
    }

    private Path settings(int web, int syslog) throws IOException {
        Path file = SalesServer.settings(folder, "");
        Files.writeString(folder.resolve("token"), "planted\n");
        String ship =
                """
                audit: {ship: {
                  collector: {type: otlp, url: 'http://127.0.0.1:%1$d'},
                  siem: {type: http, url: 'http://127.0.0.1:%1$d/siem', format: ndjson, token: '${file:token}'},
                  relay: {type: syslog, url: 'tcp://127.0.0.1:%2$d', byte_order_mark: false}},\
                """
                        .formatted(web, syslog);
        return Files.writeString(file, Files.readString(file).replace("audit: {", ship));
    }

    private static int serve(Path settings) throws Exception {
        try (StdioClient client = new StdioClient(Program.stdio(settings))) {
            client.call(1, "query", "{\"sql\":\"SELECT count(*) FROM orders\"}");
            client.call(2, "query", "{\"sql\":\"SELECT * FROM hr.salaries\"}");
            return client.end();
        }
    }

    /** Reads each connection to its end, and ends it then. */
    private void receive(ServerSocket syslog) {
        while (!syslog.isClosed()) {
            try (Socket socket = syslog.accept()) {
                frames.add(new String(socket.getInputStream().readAllBytes(), UTF_8));
            } catch (IOException e) {
                if (!syslog.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private List<String> logs() {
        return requests.getOrDefault("/v1/logs", new ConcurrentLinkedQueue<>()).stream()
                .map(JSON::readTree)
                .flatMap(
                        body ->
                                body.path("resourceLogs")
                                        .path(0)
                                        .path("scopeLogs")
                                        .path(0)
                                        .path("logRecords")
                                        .valueStream())
                .map(log -> log.path("body").path("stringValue").asString())
                .distinct()
                .toList();
    }

    private List<Long> sequences() {
        return requests.getOrDefault("/siem", new ConcurrentLinkedQueue<>()).stream()
                .flatMap(String::lines)
                .map(JSON::readTree)
                .map((JsonNode event) -> event.path("metadata").path("sequence").asLong())
                .distinct()
                .toList();
    }
}
