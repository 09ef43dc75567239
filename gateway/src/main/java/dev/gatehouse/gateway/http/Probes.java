package dev.gatehouse.gateway.http;

import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code /health}: the program runs. {@code /ready}: every database can be asked. Neither needs to
 * know who asks. {@code /metrics}, where there are any, may want a token.
 */
final class Probes {

    private final Readiness readiness;
    private final Optional<Exposition> metrics;

    Probes(Readiness readiness, Optional<Exposition> metrics) {
        this.readiness = readiness;
        this.metrics = metrics;
    }

    /** Who reads the answer. */
    enum Reader {
        /** Somebody who knows the server by name, and is told which database is away. */
        ACQUAINTED,
        /** Anybody else, who is told whether all is well and nothing more. */
        STRANGER
    }

    /** Answers, if the request is for a probe. */
    boolean answer(Request request, Response response, Callback callback, Reader reader) {
        return switch (request.getHttpURI().getPath()) {
            case "/health" -> look(Probes::health, request, response, callback);
            case "/ready" -> look(() -> ready(reader), request, response, callback);
            case "/metrics" ->
                    metrics.isPresent()
                            && metrics.get().answer(request, response, callback, reader);
            case null, default -> false;
        };
    }

    private static PlainReply health() {
        return new PlainReply(HttpStatus.OK_200, Map.of("status", "alive"));
    }

    private PlainReply ready(Reader reader) {
        Map<String, Boolean> databases = readiness.databases();
        boolean all = !databases.containsValue(false);
        Map<String, Object> told =
                switch (reader) {
                    case ACQUAINTED -> Map.of("ready", all, "databases", databases);
                    case STRANGER -> Map.of("ready", all);
                };
        return new PlainReply(all ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503, told);
    }

    /** What somebody who asks with GET is told. */
    @FunctionalInterface
    interface Look {
        PlainReply reply();
    }

    static boolean look(Look look, Request request, Response response, Callback callback) {
        if (isRead(request, response, callback)) {
            look.reply().write(request, response, callback);
        }
        return true;
    }

    /** Whether somebody asks with GET; otherwise this has answered. */
    static boolean isRead(Request request, Response response, Callback callback) {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            return true;
        }
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
        PlainReply.of(HttpStatus.METHOD_NOT_ALLOWED_405).write(request, response, callback);
        return false;
    }
}
