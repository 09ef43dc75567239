package dev.gatehouse.gateway.http;

import static dev.gatehouse.gateway.http.HttpStartException.Reason.SETTINGS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
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

    private static final byte[] SAMPLE = {1, 2, 3};

    private PemFiles() {}

    /** A key store with one entry, which this password opens. */
    static KeyStore keyStore(HttpSettings.Tls tls, char[] password) throws HttpStartException {
        Certificate[] chain = chain(tls.certificate());
        PrivateKey key = key(tls.key());
        requireCurrent(chain[0]);
        try {
            if (!isPair(chain[0].getPublicKey(), key)) {
                throw unusable(
                        "the key is not that of the certificate, which comes first in its file");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("server", key, password, chain);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable("the certificate and its key cannot be used together");
        }
    }

    /** The certificates of authorities, to hold those of clients against. */
    static KeyStore authorities(Path file) throws HttpStartException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate authority : chain(file)) {
                store.setCertificateEntry("authority " + store.size(), authority);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable("the certificates of the authorities cannot be used");
        }
    }

    private static Certificate[] chain(Path file) throws HttpStartException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate[] chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(in)
                            .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw unusable("the certificate file holds no certificate");
            }
            return chain;
        } catch (GeneralSecurityException e) {
            throw unusable("the certificate file holds no certificate");
        } catch (IOException e) {
            throw unusable("the certificate file cannot be read");
        }
    }

    /** No client would take it; it is better said here than by each of them. */
    private static void requireCurrent(Certificate certificate) throws HttpStartException {
        if (certificate instanceof X509Certificate dated) {
            Instant now = Instant.now();
            Instant begin = dated.getNotBefore().toInstant();
            Instant end = dated.getNotAfter().toInstant();
            if (now.isBefore(begin) || now.isAfter(end)) {
                throw new HttpStartException(
                        SETTINGS,
                        "the certificate is good from " + begin + " to " + end + " only",
                        "Renew it, and look at the clock of this machine");
            }
        }
    }

    private static PrivateKey key(Path file) throws HttpStartException {
        Matcher found = KEY.matcher(text(file));
        if (!found.find()) {
            throw unusable("the key file holds no PRIVATE KEY");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException other) {
                // The next algorithm may be the one.
            }
        }
        throw unusable("the key is of none of the kinds " + ALGORITHMS);
    }

    private static String text(Path file) throws HttpStartException {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw unusable("the key file cannot be read");
        }
    }

    /** Whether what the key signs is what the certificate verifies. */
    private static boolean isPair(PublicKey open, PrivateKey key) throws GeneralSecurityException {
        if (!open.getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(signatures(key.getAlgorithm()));
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        signature.update(SAMPLE);
        return signature.verify(signed);
    }

    private static String signatures(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> algorithm;
        };
    }

    private static HttpStartException unusable(String message) {
        return new HttpStartException(
                SETTINGS,
                message,
                "Both are PEM files; `openssl pkcs8 -topk8 -nodes -in old.pem -out key.pem` makes a"
                        + " key of the right form");
    }
}
