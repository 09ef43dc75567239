package dev.gatehouse.app;

import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.http.HttpStartException;
import dev.gatehouse.gateway.http.Identity;
import dev.gatehouse.gateway.http.Readiness;
import dev.gatehouse.mcp.http.StreamableHttp;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** MCP over HTTP. No class of it is loaded by the commands that speak on standard input. */
final class Http {

    private Http() {}

    /** Begins to serve; connects to the databases behind the scenes. */
    static HttpServer start(Gate gate, Endpoint endpoint) throws Failure {
        return start(gate, endpoint, InstantSource.system());
    }

    /**
     * @param clock by which tokens and certificates are good or over
     */
    static HttpServer start(Gate gate, Endpoint endpoint, InstantSource clock) throws Failure {
        try {
            HttpServer server = started(gate, endpoint, clock);
            gate.warmUp();
            return server;
        } catch (HttpStartException refused) {
            throw failure(refused);
        }
    }

    /** As {@link #start}, but at any free port when the wanted one is taken. */
    static HttpServer startSomewhere(Gate gate, Endpoint endpoint) throws Failure {
        try {
            HttpServer server = started(gate, endpoint, InstantSource.system());
            gate.warmUp();
            return server;
        } catch (HttpStartException refused) {
            return switch (refused.reason()) {
                case PORT_TAKEN -> start(gate, endpoint.at(endpoint.server().host(), 0));
                case SETTINGS, ADDRESS -> throw failure(refused);
            };
        }
    }

    private static HttpServer started(Gate gate, Endpoint endpoint, InstantSource clock)
            throws HttpStartException, Failure {
        Identity identity = Entrance.of(gate, clock);
        StreamableHttp mcp =
                new StreamableHttp(
                        gate.host(), endpoint.limits(), InstantSource.system(), new SecureRandom());
        Telemetry telemetry = gate.telemetry();
        telemetry.beginHttp(gate);
        HttpServer server =
                HttpServer.start(
                        identity.resource()
                                .map(it -> endpoint.knownAs(it.resource().getHost()))
                                .orElse(endpoint)
                                .server(),
                        mcp,
                        identity,
                        new Readiness(gate.engines()::reachable, InstantSource.system()),
                        telemetry.exposition());
        telemetry.metrics().ifPresent(it -> Readings.of(server, mcp, it));
        return server;
    }

    private static Failure failure(HttpStartException refused) {
        int exitCode =
                switch (refused.reason()) {
                    case SETTINGS -> Gatehouse.UNUSABLE;
                    case PORT_TAKEN, ADDRESS -> Gatehouse.FAILED;
                };
        return new Failure(exitCode, String.valueOf(refused.getMessage()), refused.help());
    }

    /** Serves until the process is told to end, and does not let it end before what runs. */
    static int serve(Gate gate, HttpServer server) throws InterruptedException {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    server.close();
                                    gate.close();
                                },
                                "stop serving"));
        new CountDownLatch(1).await();
        return Gatehouse.DONE;
    }
}
