package dev.gatehouse.gateway.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Errors that Jetty finds by itself, without a page that says whose they are. */
final class EmptyErrors implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        PlainReply.of(response.getStatus()).write(request, response, callback);
        return true;
    }
}
