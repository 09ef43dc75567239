package dev.gatehouse.gateway.audit.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that the JDK's own tool makes, each its own authority. */
final class Certificates {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final KeyStore server;
    private final KeyStore client;

    private Certificates(KeyStore server, KeyStore client) {
        this.server = server;
        this.client = client;
    }

    /** Made once for all tests: the tool takes longer than most of them. */
    private static final class Once {
        private static final Certificates MADE = make();

        private static Certificates make() {
            try {
                Path folder = Files.createTempDirectory("certificates");
                Certificates made = in(folder);
                for (String name : List.of("server.p12", "client.p12")) {
                    Files.delete(folder.resolve(name));
                    Files.delete(folder.resolve(name + ".log"));
                }
                Files.delete(folder);
                return made;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** One for 127.0.0.1 and localhost, and one for a client. */
    static Certificates made() {
        return Once.MADE;
    }

    private static Certificates in(Path folder) throws Exception {
        Process server = make(folder.resolve("server.p12"), "SAN=ip:127.0.0.1,dns:localhost");
        Process client = make(folder.resolve("client.p12"), "SAN=dns:gatehouse.example");
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Certificates(
                read(folder.resolve("server.p12")), read(folder.resolve("client.p12")));
    }

    private static Process make(Path file, String names) throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=made",
                                "-ext",
                                names,
                                "-alias",
                                "made",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(file.resolveSibling(file.getFileName() + ".log").toFile())
                .start();
    }

    private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        }
    }

    /** What a server uses; it asks for the client's certificate if it is to. */
    SSLContext ofServer() throws GeneralSecurityException {
        return context(server, client);
    }

    /** What a server uses that has another name. */
    SSLContext ofServerElsewhere() throws GeneralSecurityException {
        return context(client, client);
    }

    /** What a client uses that trusts the server. */
    SSLContext trusting() throws GeneralSecurityException {
        return context(client, server);
    }

    /** What a client uses that trusts only the server that is elsewhere. */
    SSLContext trustingOthers() throws GeneralSecurityException {
        return context(client, client);
    }

    private static SSLContext context(KeyStore own, KeyStore trusted)
            throws GeneralSecurityException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust(trusted), null);
        return context;
    }

    private static TrustManager[] trust(KeyStore trusted) throws GeneralSecurityException {
        try {
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            authorities.setCertificateEntry("one", trusted.getCertificate("made"));
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            return trust.getTrustManagers();
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
