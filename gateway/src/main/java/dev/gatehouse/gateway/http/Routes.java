package dev.gatehouse.gateway.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is where: {@code /mcp}, and the probes. */
final class Routes extends Handler.Abstract {

    private final McpHandler mcp;
    private final Probes probes;

    Routes(McpHandler mcp, Probes probes) {
        this.mcp = mcp;
        this.probes = probes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // Not the canonical path: who writes it in other ways has no business here.
        if ("/mcp".equals(request.getHttpURI().getPath())) {
            mcp.handle(request, response, callback);
        } else if (!probes.answer(request, response, callback, Probes.Reader.ACQUAINTED)) {
            PlainReply.of(HttpStatus.NOT_FOUND_404)
                    .saying("There is nothing here; the MCP endpoint is /mcp")
                    .write(request, response, callback);
        }
        return true;
    }
}
