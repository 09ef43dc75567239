package dev.gatehouse.app;

import dev.gatehouse.gateway.http.HttpSettings;
import dev.gatehouse.gateway.settings.EndpointSettings;
import dev.gatehouse.mcp.http.HttpLimits;
import dev.gatehouse.mcp.http.SessionLimits;
import java.util.HashSet;
import java.util.Set;

/**
 * What the settings say of HTTP, as the server and the protocol want it.
 *
 * @param server where it listens, and how
 * @param limits what its clients may cost
 */
record Endpoint(HttpSettings server, HttpLimits limits) {

    static Endpoint of(EndpointSettings settings) {
        return new Endpoint(server(settings), limits(settings));
    }

    /** The same, reached under another name, too. */
    Endpoint knownAs(String name) {
        Set<String> hosts = new HashSet<>(server.names().hosts());
        hosts.add(name);
        return new Endpoint(
                server.with(
                        new HttpSettings.Names(
                                hosts, server.names().origins(), server.names().proxies())),
                limits);
    }

    /** The same, listening elsewhere. */
    Endpoint at(String host, int port) {
        return new Endpoint(server.at(host, port), limits);
    }

    private static HttpSettings server(EndpointSettings settings) {
        return new HttpSettings(
                settings.host(),
                settings.port(),
                settings.tls().map(Endpoint::tls),
                new HttpSettings.Names(settings.hosts(), settings.origins(), settings.proxies()),
                settings.unauthenticated(),
                settings.connections(),
                HttpSettings.DEFAULT.patience());
    }

    private static HttpSettings.Tls tls(EndpointSettings.Tls files) {
        return new HttpSettings.Tls(files.certificate(), files.key(), files.clientAuthorities());
    }

    private static HttpLimits limits(EndpointSettings settings) {
        EndpointSettings.Sessions sessions = settings.sessions();
        return HttpLimits.DEFAULT
                .withBodyBytes(settings.bodyBytes())
                .withRequests(settings.requests())
                .withSessions(
                        new SessionLimits(
                                sessions.max(), sessions.maxPerCaller(), sessions.idle()));
    }
}
