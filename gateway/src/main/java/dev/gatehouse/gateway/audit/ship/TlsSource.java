package dev.gatehouse.gateway.audit.ship;

import java.io.IOException;
import javax.net.ssl.SSLContext;

/** Makes what connections are protected with, of files as they are then. */
@FunctionalInterface
public interface TlsSource {

    /**
     * Reads the files.
     *
     * @throws Unusable when they cannot be used
     */
    SSLContext context() throws Unusable;

    /** A certificate or a key that cannot be used. */
    final class Unusable extends IOException {

        private static final long serialVersionUID = 1L;

        public Unusable(Throwable cause) {
            super("a certificate cannot be used", cause);
        }
    }
}
