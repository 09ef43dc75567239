package dev.gatehouse.gateway.http;

import static dev.gatehouse.gateway.http.HttpStartException.Reason.SETTINGS;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS of connections that this program opens: whom it trusts, and what it shows of itself. */
public final class OutgoingTls {

    private OutgoingTls() {}

    /**
     * Reads the files.
     *
     * @param authorities of servers; empty for those that the Java runtime trusts
     * @param own certificate and key; empty to show none
     * @throws HttpStartException when a file cannot be used
     */
    public static SSLContext context(Optional<Path> authorities, Optional<HttpSettings.Tls> own)
            throws HttpStartException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    own.isPresent() ? shown(own.get()) : null,
                    authorities.isPresent() ? trusted(authorities.get()) : null,
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new HttpStartException(
                    SETTINGS,
                    "the certificates cannot be used",
                    "`gatehouse check` tells more of them");
        }
    }

    private static KeyManager[] shown(HttpSettings.Tls own)
            throws GeneralSecurityException, HttpStartException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        char[] none = new char[0];
        keys.init(PemFiles.keyStore(own, none), none);
        return keys.getKeyManagers();
    }

    private static TrustManager[] trusted(Path authorities)
            throws GeneralSecurityException, HttpStartException {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(PemFiles.authorities(authorities));
        return trust.getTrustManagers();
    }
}
