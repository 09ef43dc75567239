package dev.gatehouse.gateway.http;

import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is where: {@code /mcp}, {@code /health} and {@code /ready}. */
final class Routes extends Handler.Abstract {

    private final McpHandler mcp;
    private final Readiness readiness;

    Routes(McpHandler mcp, Readiness readiness) {
        this.mcp = mcp;
        this.readiness = readiness;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        // Not the canonical path: who writes it in other ways has no business here.
        switch (request.getHttpURI().getPath()) {
            case "/mcp" -> mcp.handle(request, response, callback);
            case "/health" -> look(health(), request, response, callback);
            case "/ready" -> look(ready(), request, response, callback);
            case null, default ->
                    PlainReply.of(HttpStatus.NOT_FOUND_404)
                            .saying("There is nothing here; the MCP endpoint is /mcp")
                            .write(request, response, callback);
        }
        return true;
    }

    private static Look health() {
        return () -> new PlainReply(HttpStatus.OK_200, Map.of("status", "alive"));
    }

    private Look ready() {
        return () -> {
            Map<String, Boolean> databases = readiness.databases();
            boolean all = !databases.containsValue(false);
            return new PlainReply(
                    all ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503,
                    Map.of("ready", all, "databases", databases));
        };
    }

    @FunctionalInterface
    private interface Look {
        PlainReply reply();
    }

    private static void look(Look look, Request request, Response response, Callback callback) {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            look.reply().write(request, response, callback);
        } else {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            PlainReply.of(HttpStatus.METHOD_NOT_ALLOWED_405).write(request, response, callback);
        }
    }
}
