package dev.gatehouse.gateway.audit.ship;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What keeps records from a receiver, in words. Messages of others may hold addresses. */
final class Trouble {

    static final String LATE = "it does not answer in time";

    private static final int MOST_CAUSES = 8;

    private Trouble() {}

    /** Such as {@code it cannot be connected to}. */
    static String words(Throwable failure) {
        return Stream.iterate(failure, it -> it != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .map(Trouble::known)
                .filter(words -> !words.isEmpty())
                .reduce((_, deepest) -> deepest)
                .orElse("the connection to it broke");
    }

    private static String known(Throwable failure) {
        return switch (failure) {
            case UnknownHostException _, UnresolvedAddressException _ -> "its name is not known";
            case HttpTimeoutException _, SocketTimeoutException _, TimeoutException _ -> LATE;
            case ConnectException _, NoRouteToHostException _ -> "it cannot be connected to";
            case SSLHandshakeException _, SSLPeerUnverifiedException _ ->
                    "TLS cannot be agreed on: its certificate is not trusted, or is for another"
                            + " name, or it does not take ours";
            case TlsSource.Unusable _ ->
                    "a file with a certificate or a key cannot be used; `gatehouse check` tells"
                            + " more";
            default -> "";
        };
    }
}
