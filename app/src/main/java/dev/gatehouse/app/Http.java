package dev.gatehouse.app;

import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.http.HttpSettings;
import dev.gatehouse.gateway.http.HttpStartException;
import dev.gatehouse.gateway.http.Identity;
import dev.gatehouse.gateway.http.Readiness;
import dev.gatehouse.gateway.tools.Agent;
import dev.gatehouse.mcp.http.HttpLimits;
import dev.gatehouse.mcp.http.StreamableHttp;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** MCP over HTTP. No class of it is loaded by the commands that speak on standard input. */
final class Http {

    private static final int LAST_PORT = 65_535;

    private Http() {}

    /** The usual settings, at an address from the command line. */
    static HttpSettings at(String host, int port) throws Failure {
        if (port < 0 || port > LAST_PORT) {
            throw new Failure(Gatehouse.UNUSABLE, "--port is a number from 0 to " + LAST_PORT, "");
        }
        return HttpSettings.DEFAULT.at(host, port);
    }

    /** Begins to serve; connects to the databases behind the scenes. */
    static HttpServer start(Gate gate, HttpSettings settings) throws Failure {
        try {
            HttpServer server = started(gate, settings);
            gate.warmUp();
            return server;
        } catch (HttpStartException refused) {
            throw failure(refused);
        }
    }

    /** As {@link #start}, but at any free port when the wanted one is taken. */
    static HttpServer startSomewhere(Gate gate, HttpSettings settings) throws Failure {
        try {
            HttpServer server = started(gate, settings);
            gate.warmUp();
            return server;
        } catch (HttpStartException refused) {
            return switch (refused.reason()) {
                case PORT_TAKEN -> start(gate, settings.at(settings.host(), 0));
                case SETTINGS, ADDRESS -> throw failure(refused);
            };
        }
    }

    private static HttpServer started(Gate gate, HttpSettings settings) throws HttpStartException {
        return HttpServer.start(
                settings,
                new StreamableHttp(
                        gate.host(),
                        HttpLimits.DEFAULT,
                        InstantSource.system(),
                        new SecureRandom()),
                // Whoever can connect to this machine from within it is taken for its user.
                Identity.of(new Agent(gate.localCaller(), "http")),
                new Readiness(gate::reachable, InstantSource.system()));
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
    static int serve(HttpServer server) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop serving"));
        new CountDownLatch(1).await();
        return Gatehouse.DONE;
    }
}
