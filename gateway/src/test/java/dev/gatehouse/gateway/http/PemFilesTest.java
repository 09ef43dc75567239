package dev.gatehouse.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.mcp.http.HttpLimits;
import dev.gatehouse.mcp.peer.Principal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with certificates that the JDK's own tool makes. */
@Timeout(60)
class PemFilesTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private record Anybody() implements Principal {
        @Override
        public String key() {
            return "anybody";
        }
    }

    /** Where the tool's key stores are, one of an algorithm for all tests. */
    @TempDir private static Path stores = Path.of("");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void servesHttps(String algorithm) throws Exception {
        KeyStore store = made(algorithm);
        HttpSettings settings = HttpSettings.DEFAULT.at("127.0.0.1", 0).with(files(store));
        try (HttpServer server = start(settings);
                HttpClient client = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
            assertThat(server.address()).startsWith("https://127.0.0.1:");
            HttpRequest health =
                    HttpRequest.newBuilder(URI.create(server.address() + "/health")).build();
            assertThat(client.send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void connectionsToOthersTrustWhomAFileNamesAndNobodyElse() throws Exception {
        HttpSettings.Tls own = files(made("EC"));
        HttpSettings settings = HttpSettings.DEFAULT.at("127.0.0.1", 0).with(own);
        try (HttpServer server = start(settings)) {
            HttpRequest health =
                    HttpRequest.newBuilder(URI.create(server.address() + "/health")).build();
            SSLContext right =
                    OutgoingTls.context(Optional.of(own.certificate()), Optional.of(own));
            try (HttpClient client = HttpClient.newBuilder().sslContext(right).build()) {
                assertThat(client.send(health, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
            }
            SSLContext wrong = OutgoingTls.context(Optional.empty(), Optional.empty());
            try (HttpClient client = HttpClient.newBuilder().sslContext(wrong).build()) {
                assertThatThrownBy(() -> client.send(health, BodyHandlers.ofString()))
                        .isInstanceOf(SSLHandshakeException.class);
            }
        }
    }

    @Test
    void saysWhatIsWrongWithTheFilesAndNotWhatIsInThem() throws Exception {
        HttpSettings.Tls good = files(made("EC"));
        Path other = Files.writeString(folder.resolve("other"), "planted");
        for (HttpSettings.Tls wrong :
                new HttpSettings.Tls[] {
                    new HttpSettings.Tls(good.certificate(), other),
                    new HttpSettings.Tls(other, good.key()),
                    new HttpSettings.Tls(good.certificate(), folder.resolve("missing"))
                }) {
            HttpStartException refused =
                    catchThrowableOfType(
                            HttpStartException.class,
                            () ->
                                    start(HttpSettings.DEFAULT.at("127.0.0.1", 0).with(wrong))
                                            .close());
            assertThat(refused.reason()).isEqualTo(HttpStartException.Reason.SETTINGS);
            assertThat(refused.getMessage() + refused.help())
                    .contains("PEM")
                    .doesNotContain("planted");
        }
    }

    @Test
    void saysThatTheKeyIsThatOfAnotherCertificate() throws Exception {
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            KeyStore store = made(algorithm);
            HttpSettings.Tls good = files(store);
            assertThat(good.problem()).isEmpty();
            PrivateKey foreign =
                    KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
            Path other = pem("PRIVATE KEY", foreign.getEncoded());
            assertThat(new HttpSettings.Tls(good.certificate(), other).problem())
                    .hasValueSatisfying(
                            words -> assertThat(words).startsWith("the key is not that of"));
        }
    }

    @Test
    void saysThatTheCertificateIsOverAndSince() throws Exception {
        KeyStore store = made("EC", "-startdate", "-10d", "-validity", "1");
        assertThat(files(store).problem())
                .hasValueSatisfying(
                        words -> assertThat(words).contains("is good from").contains("Renew it"));
    }

    private static HttpServer start(HttpSettings settings) throws HttpStartException {
        return HttpServer.start(
                settings,
                new Waiting().endpoint(HttpLimits.DEFAULT),
                Identity.of(new Anybody()),
                new Readiness(Map::of, InstantSource.system()));
    }

    private static KeyStore made(String algorithm, String... more)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = stores.resolve(algorithm + String.join("", more).hashCode() + ".p12");
        if (!Files.exists(file)) {
            make(algorithm, file, more);
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        }
    }

    private static void make(String algorithm, Path file, String... more)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                algorithm,
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=ip:127.0.0.1",
                                "-alias",
                                "server",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                file.toString()));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private HttpSettings.Tls files(KeyStore store) throws IOException, GeneralSecurityException {
        return new HttpSettings.Tls(
                pem("CERTIFICATE", store.getCertificate("server").getEncoded()),
                pem("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded()));
    }

    private Path pem(String type, byte[] bytes) throws IOException {
        String text =
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(type, Base64.getMimeEncoder().encodeToString(bytes));
        return Files.writeString(folder.resolve(type + ".pem"), text, US_ASCII);
    }

    private static SSLContext trusting(KeyStore store)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
