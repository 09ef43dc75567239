package dev.gatehouse.gateway.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is where: {@code /mcp}, how to get a token for it, and the probes. */
final class Routes extends Handler.Abstract {

    private final McpHandler mcp;
    private final Probes probes;
    private final Optional<ProtectedResource> resource;

    /** Where everybody has to say who they are, probes do not, and learn no names. */
    private final Probes.Reader reader;

    Routes(McpHandler mcp, Probes probes, Identity identity) {
        this.mcp = mcp;
        this.probes = probes;
        this.resource = identity.resource();
        this.reader = identity.authenticates() ? Probes.Reader.STRANGER : Probes.Reader.ACQUAINTED;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // Not the canonical path: who writes it in other ways has no business here.
        String path = String.valueOf(request.getHttpURI().getPath());
        Optional<ProtectedResource> told = resource.filter(it -> it.isAt(path));
        if (path.equals("/mcp")) {
            mcp.handle(request, response, callback);
        } else if (told.isPresent()) {
            tell(told.get(), request, response, callback);
        } else if (!probes.answer(request, response, callback, reader)) {
            PlainReply.of(HttpStatus.NOT_FOUND_404)
                    .saying("There is nothing here; the MCP endpoint is /mcp")
                    .write(request, response, callback);
        }
        return true;
    }

    private static void tell(
            ProtectedResource resource, Request request, Response response, Callback callback) {
        Probes.look(
                () -> new PlainReply(HttpStatus.OK_200, resource.metadataDocument()),
                request,
                response,
                callback);
    }
}
