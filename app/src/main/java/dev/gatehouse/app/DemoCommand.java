package dev.gatehouse.app;

import dev.gatehouse.gateway.http.HttpServer;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse demo}: a PostgreSQL with a shop in it, and Gatehouse in front. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts an embedded PostgreSQL with an online shop to ask about.")
final class DemoCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--stdio",
            description = "Serve MCP on standard input and output instead of over HTTP.")
    private boolean stdio;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "The port for HTTP, if it is free (default: ${DEFAULT-VALUE}).")
    private String port = "";

    @Override
    public Integer call() throws Failure, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try (Demo demo = Demo.start(err)) {
            return stdio ? serveStdio(demo, err) : serveHttp(demo, err);
        }
    }

    private static int serveStdio(Demo demo, PrintWriter err) throws Failure, InterruptedException {
        try (Gate gate = demo.gate(err)) {
            return Stdio.serve(gate);
        }
    }

    private int serveHttp(Demo demo, PrintWriter err) throws Failure, InterruptedException {
        try (Gate gate = demo.gate(Map.of("--port", port), err);
                HttpServer server =
                        Http.startSomewhere(gate, Endpoint.of(gate.settings().http()))) {
            int wanted = gate.settings().http().port();
            if (wanted > 0 && !server.address().endsWith(":" + wanted)) {
                err.println("Port " + wanted + " is taken; another one is used.");
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println(ClientConfiguration.forDemo(demo.url(), server.address() + "/mcp"));
            out.flush();
            return Http.serve(gate, server);
        }
    }
}
