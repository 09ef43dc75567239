package dev.gatehouse.app.conformance;

import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.http.HttpSettings;
import dev.gatehouse.gateway.http.HttpStartException;
import dev.gatehouse.gateway.http.Identity;
import dev.gatehouse.gateway.http.Readiness;
import dev.gatehouse.mcp.http.HttpLimits;
import dev.gatehouse.mcp.http.StreamableHttp;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Everything, served by the product's HTTP server at a port that is free. */
final class EverythingServer implements AutoCloseable {

    private final HttpServer server;

    EverythingServer() throws HttpStartException {
        this.server =
                HttpServer.start(
                        HttpSettings.DEFAULT.at("127.0.0.1", 0),
                        new StreamableHttp(
                                new Everything().host(),
                                HttpLimits.DEFAULT,
                                InstantSource.system(),
                                new SecureRandom()),
                        Identity.of(new Tester()),
                        new Readiness(Map::of, InstantSource.system()));
    }

    /** The MCP endpoint. */
    String url() {
        return server.address() + "/mcp";
    }

    @Override
    public void close() {
        server.close();
    }
}
