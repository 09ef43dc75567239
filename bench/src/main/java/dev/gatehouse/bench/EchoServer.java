package dev.gatehouse.bench;

import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.http.HttpSettings;
import dev.gatehouse.gateway.http.HttpStartException;
import dev.gatehouse.gateway.http.Identity;
import dev.gatehouse.gateway.http.Readiness;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.ServerInfo;
import dev.gatehouse.mcp.http.HttpLimits;
import dev.gatehouse.mcp.http.StreamableHttp;
import dev.gatehouse.mcp.input.InputSettings;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.offer.Offering;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Principal;
import dev.gatehouse.mcp.schema.Schema;
import dev.gatehouse.mcp.stdio.StdioLimits;
import dev.gatehouse.mcp.stdio.StdioServer;
import dev.gatehouse.mcp.tool.Tool;
import dev.gatehouse.mcp.tool.ToolAnnotations;
import dev.gatehouse.mcp.tool.ToolResult;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** The product's protocol and transports around one tool that costs nothing. */
final class EchoServer implements Offering {

    private static final Offer ECHO =
            new Offer(
                    List.of(
                            Tool.of(
                                            "echo",
                                            "Echo",
                                            "Says the text again",
                                            call -> ToolResult.text(call.arguments().text("text")))
                                    .input(
                                            Schema.object()
                                                    .required("text", Schema.string("What to say")))
                                    .annotated(ToolAnnotations.READS)));

    private record Anybody() implements Principal {

        @Override
        public String key() {
            return "anybody";
        }
    }

    private EchoServer() {}

    /** Serves; the argument is {@code stdio} or {@code serve}. */
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "stdio" -> serveStdio();
            case "serve" -> serveHttp();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void serveStdio() throws InterruptedException {
        new StdioServer(host(), new Anybody(), System.in, System.out, StdioLimits.DEFAULT).run();
    }

    private static void serveHttp() throws HttpStartException, InterruptedException {
        StreamableHttp endpoint =
                new StreamableHttp(
                        host(), HttpLimits.DEFAULT, InstantSource.system(), new SecureRandom());
        try (HttpServer server =
                HttpServer.start(
                        HttpSettings.DEFAULT.at("127.0.0.1", 0),
                        endpoint,
                        Identity.of(new Anybody()),
                        new Readiness(Map::of, InstantSource.system()))) {
            System.out.println(server.address() + "/mcp");
            new CountDownLatch(1).await();
        }
    }

    private static Host host() {
        return new Host(
                new ServerInfo("echo", "Echo", "1"),
                "",
                new EchoServer(),
                incident -> System.err.println(incident),
                () -> UUID.randomUUID().toString(),
                100,
                InputSettings.ofProcess(new SecureRandom(), InstantSource.system()));
    }

    @Override
    public Offer offerTo(Peer peer) {
        return ECHO;
    }

    @Override
    public long version() {
        return 0;
    }
}
