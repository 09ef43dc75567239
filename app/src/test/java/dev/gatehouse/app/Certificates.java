package dev.gatehouse.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A certificate for a server and some for its clients, made by the JDK's own tool: {@code etl} and
 * {@code clerk}, whom the settings of tests know, a {@code stranger}, and one that is {@code
 * forged}, of another authority.
 */
final class Certificates {

    private static final String PASSWORD = "changeit";

    /** Made when the first test needs them, since each takes the tool a while. */
    private static final class Made {
        static final Certificates ONCE = make();
    }

    private final KeyStore keys;

    private Certificates(KeyStore keys) {
        this.keys = keys;
    }

    static Certificates get() {
        return Made.ONCE;
    }

    private static Certificates make() {
        try {
            Path folder = Files.createTempDirectory("certificates");
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
                return new Certificates(store);
            } finally {
                Files.delete(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void make(Path file, String alias, String... more)
            throws IOException, InterruptedException {
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

    /** The value of the setting {@code http.tls}, and the files that it names. */
    String tls(Path folder) throws IOException, GeneralSecurityException {
        return "{certificate: %s, key: %s, client_ca: %s}"
                .formatted(
                        pem(folder, "CERTIFICATE", "server", certificate("server").getEncoded()),
                        pem(folder, "PRIVATE KEY", "key", key("server").getEncoded()),
                        pem(folder, "CERTIFICATE", "ca", certificate("ca").getEncoded()));
    }

    private static Path pem(Path folder, String type, String name, byte[] bytes)
            throws IOException {
        String text =
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(type, Base64.getMimeEncoder().encodeToString(bytes));
        return Files.writeString(folder.resolve(name + ".pem"), text, US_ASCII);
    }

    private X509Certificate certificate(String alias) throws GeneralSecurityException {
        return (X509Certificate) keys.getCertificate(alias);
    }

    private PrivateKey key(String alias) throws GeneralSecurityException {
        return (PrivateKey) keys.getKey(alias, PASSWORD.toCharArray());
    }

    /** What a client has that shows this certificate. */
    SSLContext showing(String alias) throws GeneralSecurityException {
        X509Certificate[] chain =
                Arrays.stream(keys.getCertificateChain(alias))
                        .map(X509Certificate.class::cast)
                        .toArray(X509Certificate[]::new);
        return context(new Showing(key(alias), chain));
    }

    /** What a client has that shows none. */
    SSLContext showingNone() throws GeneralSecurityException {
        return context();
    }

    private SSLContext context(KeyManager... shown) throws GeneralSecurityException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", certificate("server"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
}
