package dev.gatehouse.gateway.http;

import static dev.gatehouse.gateway.http.HttpStartException.Reason.ADDRESS;
import static dev.gatehouse.gateway.http.HttpStartException.Reason.PORT_TAKEN;
import static dev.gatehouse.gateway.http.HttpStartException.Reason.SETTINGS;

import dev.gatehouse.mcp.http.StreamableHttp;
import java.io.IOException;
import java.math.BigInteger;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server. It listens beyond this machine only when everybody has to prove who they are, or
 * when it is told that everybody may ask. HTTP/1.1, with TLS or without; headers of 16 KiB at most;
 * {@link HttpSettings#patience} with clients that are slow.
 */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int HEADER_BYTES = 16 << 10;

    /** What a page's client may send beside what every page may. */
    private static final Set<String> ASKED_HEADERS =
            Set.of(
                    "Content-Type",
                    "Accept",
                    "Authorization",
                    "Last-Event-ID",
                    "Mcp-Session-Id",
                    "MCP-Protocol-Version",
                    "Mcp-Method",
                    "Mcp-Name",
                    "traceparent",
                    "tracestate");

    private final StreamableHttp endpoint;
    private final Server server;
    private final ServerConnector connector;
    private final StatisticsHandler counted;
    private final String address;

    private HttpServer(
            StreamableHttp endpoint,
            Server server,
            ServerConnector connector,
            StatisticsHandler counted,
            String address) {
        this.endpoint = endpoint;
        this.server = server;
        this.connector = connector;
        this.counted = counted;
        this.address = address;
    }

    /**
     * Starts to serve; the endpoint belongs to the server from now on.
     *
     * @throws HttpStartException when it must not or cannot listen there
     */
    public static HttpServer start(
            HttpSettings settings, StreamableHttp endpoint, Identity identity, Readiness readiness)
            throws HttpStartException {
        return start(settings, endpoint, identity, readiness, Optional.empty());
    }

    /**
     * The same with metrics. Without a token, they are told on this machine only.
     *
     * @throws HttpStartException when it must not or cannot listen there
     */
    public static HttpServer start(
            HttpSettings settings,
            StreamableHttp endpoint,
            Identity identity,
            Readiness readiness,
            Optional<Exposition> metrics)
            throws HttpStartException {
        requireGuarded(settings, identity);
        Server server = new Server(threads());
        ServerConnector connector = connector(server, settings);
        server.addConnector(connector);
        Refusals refusals = new Refusals(InstantSource.system(), LOG::warn);
        server.addBean(new Crowd(settings.connections(), server, refusals, hurried(settings)));
        McpHandler mcp = new McpHandler(endpoint, identity, refusals, settings);
        Probes probes =
                new Probes(
                        readiness,
                        metrics.filter(it -> it.token().isPresent() || settings.isLoopback()));
        Handler named = named(settings, new Routes(mcp, probes, identity), probes, refusals);
        HeadTime timed = new HeadTime(settings.patience(), connector.getScheduler(), named);
        connector.addBean(timed);
        StatisticsHandler counted = new StatisticsHandler(timed);
        server.setHandler(metrics.isPresent() ? counted : timed);
        server.setErrorHandler(new EmptyErrors());
        listen(connector, settings);
        start(server);
        return new HttpServer(endpoint, server, connector, counted, address(settings, connector));
    }

    private static Duration hurried(HttpSettings settings) {
        return settings.patience().dividedBy(6);
    }

    private static Handler named(
            HttpSettings settings, Routes routes, Probes probes, Refusals refusals) {
        return new NameCheck(settings, probes, refusals, sharing(settings.names(), routes));
    }

    /** Lets the pages that may ask read the answers (Fetch, CORS protocol). */
    private static Handler sharing(HttpSettings.Names names, Routes routes) {
        if (names.origins().isEmpty()) {
            return routes;
        }
        CrossOriginHandler sharing = new CrossOriginHandler();
        sharing.setAllowedOriginPatterns(
                names.origins().stream().map(Pattern::quote).collect(Collectors.toSet()));
        sharing.setAllowedMethods(Set.of("GET", "POST", "DELETE"));
        sharing.setAllowedHeaders(ASKED_HEADERS);
        sharing.setExposedHeaders(Set.of("Mcp-Session-Id", "WWW-Authenticate", "Retry-After"));
        sharing.setHandler(routes);
        return sharing;
    }

    private static void requireGuarded(HttpSettings settings, Identity identity)
            throws HttpStartException {
        if (!settings.isLoopback() && !settings.unauthenticated() && !identity.authenticates()) {
            throw new HttpStartException(
                    SETTINGS,
                    "not listening on "
                            + settings.host()
                            + " without authentication: everybody who can connect could ask the"
                            + " databases",
                    """
                    Say under `identity` who may ask; or listen on 127.0.0.1; or, where the network itself \
                    keeps others out, say --without-authentication""");
        }
    }

    /** Platform threads for Jetty's own few, virtual ones for requests. */
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(
                VirtualThreads.getNamedVirtualThreadsExecutor("http-request-"));
        return threads;
    }

    private static ServerConnector connector(Server server, HttpSettings settings)
            throws HttpStartException {
        HttpConnectionFactory http = new HttpConnectionFactory(configuration());
        ServerConnector connector =
                settings.tls().isPresent()
                        ? new ServerConnector(server, tls(settings.tls().get()), http)
                        : new ServerConnector(server, http);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        // Many clients at once are not to wait for their second try.
        connector.setAcceptQueueSize(settings.connections());
        connector.setIdleTimeout(settings.patience().toMillis());
        return connector;
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendXPoweredBy(false);
        configuration.setRequestHeaderSize(HEADER_BYTES);
        // A bare line feed, which a proxy may take for a part of a value, does not end a header.
        configuration.setHttpCompliance(HttpCompliance.STRICT);
        // Which names may stand in a request is for NameCheck to say, the certificate's or not.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        return configuration;
    }

    private static SslContextFactory.Server tls(HttpSettings.Tls files) throws HttpStartException {
        // The key store lives in memory only; the format wants a password all the same.
        String password = new BigInteger(128, new SecureRandom()).toString(36);
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(PemFiles.keyStore(files, password.toCharArray()));
        tls.setKeyStorePassword(password);
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        if (files.clientAuthorities().isPresent()) {
            tls.setTrustStore(PemFiles.authorities(files.clientAuthorities().get()));
            // Whoever has none may have a token; one of another authority ends the connection.
            tls.setWantClientAuth(true);
        }
        return tls;
    }

    private static void listen(ServerConnector connector, HttpSettings settings)
            throws HttpStartException {
        try {
            connector.open();
        } catch (IOException e) {
            boolean taken = e instanceof BindException || e.getCause() instanceof BindException;
            throw new HttpStartException(
                    taken ? PORT_TAKEN : ADDRESS,
                    "cannot listen on " + settings.host() + ":" + settings.port(),
                    "Another program may listen there, or the address is not one of this machine;"
                            + " --port and --host name others");
        }
    }

    private static void start(Server server) throws HttpStartException {
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new HttpStartException(
                    SETTINGS,
                    "the HTTP server does not start: " + e.getMessage(),
                    "Look at the certificate, if there is one");
        }
    }

    private static String address(HttpSettings settings, ServerConnector connector) {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        String scheme = settings.tls().isPresent() ? "https" : "http";
        return scheme + "://" + host + ":" + connector.getLocalPort();
    }

    /** Where it listens: {@code http://127.0.0.1:8080}. */
    public String address() {
        return address;
    }

    /** What it had to do so far; counted only with metrics. */
    public Traffic traffic() {
        return Traffic.of(counted);
    }

    /** Accepts nothing more, cancels what runs, waits until that is over, and stops. */
    @Override
    public void close() {
        connector.close();
        endpoint.close();
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            // What is still open ends with the process.
            LOG.warn("the HTTP server does not stop well: {}", e.toString());
        }
    }
}
