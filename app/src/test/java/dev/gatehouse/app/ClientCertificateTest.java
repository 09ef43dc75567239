package dev.gatehouse.app;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.gateway.http.HttpServer;
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
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients with certificates. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCertificateTest {

    private static final String SQL =
            """
            {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"query",\
            "arguments":{"sql":"SELECT id FROM customers ORDER BY id LIMIT 2"},"_meta":{\
            "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{}}}}""";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    private Path folder = Path.of("");

    private Gate gate;
    private HttpServer server;

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        folder = given;
        Path settings = SalesServer.settings(folder, written(Certificates.get().tls(folder)));
        gate =
                Gate.open(
                        new SettingsOption(settings.toString())
                                .load(new PrintWriter(new StringWriter())));
        server = Http.start(gate, Endpoint.of(gate.settings().http()).at("127.0.0.1", 0), now::get);
    }

    @AfterAll
    void stop() {
        server.close();
        gate.close();
    }

    @BeforeEach
    void today() {
        now.set(Instant.now());
    }

    private static String written(String tls) {
        return """
               roles: {analyst: {policy: all}, clerk: {policy: own}}
               policies:
                 all: {}
                 own: {tables: {customers: {row_filter: "false"}}}
               identity:
                 certificates:
                   roles:
                     'subject:CN=clerk, O=Example': clerk
                     'dns:etl.example.com': analyst
               http:
                 tls: %s
               """
                .formatted(tls);
    }

    private HttpResponse<String> ask(SSLContext shown) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.address() + "/mcp"))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .header("MCP-Protocol-Version", "2026-07-28")
                        .header("Mcp-Method", "tools/call")
                        .header("Mcp-Name", "query")
                        .POST(ofString(SQL))
                        .build();
        try (HttpClient client = HttpClient.newBuilder().sslContext(shown).build()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    @Test
    void aNameInTheCertificateIsACallerWithItsRole() throws Exception {
        HttpResponse<String> answer = ask(Certificates.get().showing("etl"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("[[1],[2]]");
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
                .last()
                .asString()
                .contains("\"caller\":\"cert:dns:etl.example.com\"");
    }

    @Test
    void aSubjectIsTheSameHoweverItIsWritten() throws Exception {
        HttpResponse<String> answer = ask(Certificates.get().showing("clerk"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("[1]");
    }

    @Test
    void whoShowsNoneOrAnUnknownOneStaysOutside() throws Exception {
        assertThat(ask(Certificates.get().showingNone()).statusCode()).isEqualTo(403);
        assertThat(ask(Certificates.get().showing("stranger")).statusCode()).isEqualTo(403);
    }

    @Test
    void aCertificateOfAnotherAuthorityEndsTheConnection() {
        assertThatThrownBy(() -> ask(Certificates.get().showing("forged")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aCertificateThatIsOverIsNobodys() throws Exception {
        now.updateAndGet(it -> it.plus(Duration.ofDays(31)));
        assertThat(ask(Certificates.get().showing("etl")).statusCode()).isEqualTo(403);
    }
}
