package dev.gatehouse.gateway.http;

import static dev.gatehouse.gateway.http.HttpStartException.Reason.SETTINGS;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate and its key (RFC 7468) into a key store in memory. */
final class PemFiles {

    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemFiles() {}

    /** A key store with one entry, which this password opens. */
    static KeyStore keyStore(HttpSettings.Tls tls, char[] password) throws HttpStartException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("server", key(tls.key()), password, chain(tls.certificate()));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable("the certificate or its key cannot be used");
        }
    }

    private static Certificate[] chain(Path file)
            throws IOException, GeneralSecurityException, HttpStartException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate[] chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(in)
                            .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw unusable("the certificate file holds no certificate");
            }
            return chain;
        }
    }

    private static PrivateKey key(Path file)
            throws IOException, GeneralSecurityException, HttpStartException {
        Matcher found = KEY.matcher(Files.readString(file, US_ASCII));
        if (!found.find()) {
            throw unusable("the key file holds no PRIVATE KEY");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException other) {
                // The next algorithm may be the one.
            }
        }
        throw unusable("the key is of none of the kinds " + ALGORITHMS);
    }

    private static HttpStartException unusable(String message) {
        return new HttpStartException(
                SETTINGS,
                message,
                "Both are PEM files; `openssl pkcs8 -topk8 -nodes -in old.pem -out key.pem` makes a"
                        + " key of the right form");
    }
}
