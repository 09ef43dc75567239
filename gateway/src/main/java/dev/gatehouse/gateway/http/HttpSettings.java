package dev.gatehouse.gateway.http;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where the HTTP server listens, and how.
 *
 * @param host an address or a name of this machine
 * @param port 0 for any that is free
 * @param tls absent: plain HTTP
 * @param names who may reach it under which names
 * @param unauthenticated whether everybody who can connect may ask, from other machines too
 * @param connections the most that are open at once; further ones wait at the operating system
 * @param patience how long a client may send or read nothing, and how long the head of a request
 *     may take
 */
public record HttpSettings(
        String host,
        int port,
        Optional<Tls> tls,
        Names names,
        boolean unauthenticated,
        int connections,
        Duration patience) {

    /** For this machine only: 127.0.0.1:8080, plain, 1,000 connections, patience of 30 s. */
    public static final HttpSettings DEFAULT =
            new HttpSettings(
                    "127.0.0.1",
                    8080,
                    Optional.empty(),
                    Names.OF_THIS_MACHINE,
                    false,
                    1_000,
                    Duration.ofSeconds(30));

    /**
     * A certificate in PEM files.
     *
     * @param certificate the server's certificate and those that lead to its authority
     * @param key its private key, PKCS #8, not encrypted
     * @param clientAuthorities the authorities that issue the certificates of clients; absent: none
     *     is asked for
     */
    public record Tls(Path certificate, Path key, Optional<Path> clientAuthorities) {

        /** A certificate of the server only. */
        public Tls(Path certificate, Path key) {
            this(certificate, key, Optional.empty());
        }

        /** What is the matter with the files; empty when they can be used. */
        public Optional<String> problem() {
            try {
                PemFiles.keyStore(this, new char[0]);
                return Optional.empty();
            } catch (HttpStartException unusable) {
                return Optional.of(unusable.getMessage() + "; " + unusable.help());
            }
        }

        /** What is the matter with a file of authorities; empty when it can be used. */
        public static Optional<String> problemOfAuthorities(Path file) {
            try {
                PemFiles.authorities(file);
                return Optional.empty();
            } catch (HttpStartException unusable) {
                return Optional.of(String.valueOf(unusable.getMessage()));
            }
        }
    }

    /**
     * Names that requests may bear: against web pages that have somebody's browser ask in their
     * stead (DNS rebinding), and against those who say that somebody else asks.
     *
     * @param hosts what the Host header may name beside this machine's own names, without port
     * @param origins what the Origin header may be, such as {@code https://app.example.com}, beside
     *     the server's own
     * @param proxies the addresses and networks of those who are believed when they say, in
     *     X-Forwarded-For, for whom they ask
     */
    public record Names(Set<String> hosts, Set<String> origins, Set<String> proxies) {

        /** Nothing beside the names of this machine. */
        public static final Names OF_THIS_MACHINE = new Names(Set.of(), Set.of());

        public Names {
            hosts = Set.copyOf(hosts);
            origins = Set.copyOf(origins);
            proxies = Set.copyOf(proxies);
        }

        /** Nobody is believed about others. */
        public Names(Set<String> hosts, Set<String> origins) {
            this(hosts, origins, Set.of());
        }
    }

    /** What is the matter with the address or network of a proxy; empty when it can be used. */
    public static Optional<String> problemOfProxy(String network) {
        try {
            new Proxies(Set.of(network));
            return Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.of("there is no such address or network");
        }
    }

    public HttpSettings {
        requireNonNull(host, "host is null");
        requireNonNull(tls, "tls is null");
        requireNonNull(names, "names is null");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535");
        }
        if (connections < 1) {
            throw new IllegalArgumentException("connections is at least 1");
        }
        if (!patience.isPositive()) {
            throw new IllegalArgumentException("patience is not positive");
        }
    }

    /** These settings with another address. */
    public HttpSettings at(String otherHost, int otherPort) {
        return new HttpSettings(
                otherHost, otherPort, tls, names, unauthenticated, connections, patience);
    }

    /** These settings with a certificate. */
    public HttpSettings with(Tls other) {
        return new HttpSettings(
                host, port, Optional.of(other), names, unauthenticated, connections, patience);
    }

    /** These settings with other names. */
    public HttpSettings with(Names other) {
        return new HttpSettings(host, port, tls, other, unauthenticated, connections, patience);
    }

    /** These settings, open to everybody who can connect. */
    public HttpSettings openToAll() {
        return new HttpSettings(host, port, tls, names, true, connections, patience);
    }

    /** These settings with another patience. */
    public HttpSettings withPatience(Duration other) {
        return new HttpSettings(host, port, tls, names, unauthenticated, connections, other);
    }

    /** These settings with another number of connections. */
    public HttpSettings withConnections(int other) {
        return new HttpSettings(host, port, tls, names, unauthenticated, other, patience);
    }

    /** Whether only this machine can connect. An unknown name is not a promise. */
    public boolean isLoopback() {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return !host.isEmpty();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
