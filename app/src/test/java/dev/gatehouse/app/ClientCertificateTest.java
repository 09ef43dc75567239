package dev.gatehouse.app;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.gateway.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients with certificates that the JDK's own tool makes. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCertificateTest {

    private static final String PASSWORD = "changeit";

    private static final String SQL =
            """
            {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"query",\
            "arguments":{"sql":"SELECT id FROM customers ORDER BY id LIMIT 2"},"_meta":{\
            "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{}}}}""";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    private Path folder = Path.of("");

    private KeyStore keys;
    private Gate gate;
    private HttpServer server;

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        folder = given;
        keys = made();
        Path settings =
                SalesServer.settings(
                        folder,
                        written(
                                pem("CERTIFICATE", "server", certificate("server").getEncoded()),
                                pem("PRIVATE KEY", "key", key("server").getEncoded()),
                                pem("CERTIFICATE", "ca", certificate("ca").getEncoded())));
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

    private static String written(Path certificate, Path key, Path authority) {
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
                 tls: {certificate: %s, key: %s, client_ca: %s}
               """
                .formatted(certificate, key, authority);
    }

    private KeyStore made() throws Exception {
        Path file = folder.resolve("keys.p12");
        make(file, "ca", "-dname", "CN=authority", "-ext", "bc:c");
        make(file, "server", "-dname", "CN=localhost", "-ext", "SAN=ip:127.0.0.1");
        make(file, "etl", "-signer", "ca", "-dname", "CN=x", "-ext", "SAN=dns:etl.example.com");
        make(file, "clerk", "-signer", "ca", "-dname", "CN=clerk,O=Example");
        make(file, "stranger", "-signer", "ca", "-dname", "CN=stranger");
        make(file, "forged", "-dname", "CN=x", "-ext", "SAN=dns:etl.example.com");
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        }
    }

    private static void make(Path file, String alias, String... more) throws Exception {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command =
                new ArrayList<>(List.of(tool, "-genkeypair", "-keyalg", "EC", "-validity", "30"));
        command.addAll(List.of("-alias", alias, "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD, "-keystore", file.toString()));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
    }

    private X509Certificate certificate(String alias) throws GeneralSecurityException {
        return (X509Certificate) keys.getCertificate(alias);
    }

    private PrivateKey key(String alias) throws GeneralSecurityException {
        return (PrivateKey) keys.getKey(alias, PASSWORD.toCharArray());
    }

    private Path pem(String type, String name, byte[] bytes) throws IOException {
        String text =
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(type, Base64.getMimeEncoder().encodeToString(bytes));
        return Files.writeString(folder.resolve(name + ".pem"), text, US_ASCII);
    }

    /** Shows one certificate, whatever authorities the server asks for. */
    private static final class Showing extends X509ExtendedKeyManager {

        private final PrivateKey key;
        private final X509Certificate[] chain;

        Showing(PrivateKey key, X509Certificate[] chain) {
            this.key = key;
            this.chain = chain;
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] by, SSLEngine engine) {
            return "own";
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] by, Socket socket) {
            return "own";
        }

        @Override
        public String[] getClientAliases(String type, Principal[] by) {
            return new String[] {"own"};
        }

        @Override
        public String[] getServerAliases(String type, Principal[] by) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String type, Principal[] by, Socket socket) {
            throw new IllegalStateException("a client");
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain;
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }

    private SSLContext showing(KeyManager... shown) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown, trust.getTrustManagers(), null);
        return context;
    }

    private SSLContext showing(String alias) throws Exception {
        X509Certificate[] chain =
                Arrays.stream(keys.getCertificateChain(alias))
                        .map(X509Certificate.class::cast)
                        .toArray(X509Certificate[]::new);
        return showing(new Showing(key(alias), chain));
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
        HttpResponse<String> answer = ask(showing("etl"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("[[1],[2]]");
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
                .last()
                .asString()
                .contains("\"caller\":\"cert:dns:etl.example.com\"");
    }

    @Test
    void aSubjectIsTheSameHoweverItIsWritten() throws Exception {
        HttpResponse<String> answer = ask(showing("clerk"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("[1]");
    }

    @Test
    void whoShowsNoneOrAnUnknownOneStaysOutside() throws Exception {
        assertThat(ask(showing(new KeyManager[0])).statusCode()).isEqualTo(403);
        assertThat(ask(showing("stranger")).statusCode()).isEqualTo(403);
    }

    @Test
    void aCertificateOfAnotherAuthorityEndsTheConnection() {
        assertThatThrownBy(() -> ask(showing("forged"))).isInstanceOf(IOException.class);
    }

    @Test
    void aCertificateThatIsOverIsNobodys() throws Exception {
        now.updateAndGet(it -> it.plus(Duration.ofDays(31)));
        assertThat(ask(showing("etl")).statusCode()).isEqualTo(403);
    }
}
