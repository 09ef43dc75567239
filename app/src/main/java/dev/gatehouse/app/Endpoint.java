package dev.gatehouse.app;

import dev.gatehouse.gateway.http.HttpSettings;
import dev.gatehouse.gateway.settings.EndpointSettings;
import dev.gatehouse.gateway.settings.Settings;
import dev.gatehouse.mcp.http.HttpLimits;
import dev.gatehouse.mcp.http.SessionLimits;

/**
 * What the settings say of HTTP, as the server and the protocol want it.
 *
 * @param server where it listens, and how
 * @param limits what its clients may cost
 */
record Endpoint(HttpSettings server, HttpLimits limits) {

    static Endpoint of(Settings settings) {
        return new Endpoint(
                server(settings.http(), settings.identity().isDemanded()), limits(settings.http()));
    }

    /** The same, listening elsewhere. */
    Endpoint at(String host, int port) {
        return new Endpoint(server.at(host, port), limits);
    }

    /**
     * @param guarded whether callers must prove who they are
     */
    private static HttpSettings server(EndpointSettings settings, boolean guarded) {
        return new HttpSettings(
                settings.host(),
                settings.port(),
                settings.tls().map(tls -> new HttpSettings.Tls(tls.certificate(), tls.key())),
                new HttpSettings.Names(settings.hosts(), settings.origins()),
                guarded || settings.unauthenticated(),
                settings.connections(),
                HttpSettings.DEFAULT.patience());
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
