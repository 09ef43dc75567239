package dev.gatehouse.gateway.http;

import static org.eclipse.jetty.http.HttpHeader.WWW_AUTHENTICATE;

import dev.gatehouse.mcp.http.HttpReply;
import dev.gatehouse.mcp.http.HttpRequest;
import dev.gatehouse.mcp.http.StreamableHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** Carries requests to the MCP endpoint and answers back, on the request's own virtual thread. */
final class McpHandler {

    private static final int DRAINED_BYTES = 1 << 20;
    private static final Duration DRAINED_TIME = Duration.ofSeconds(5);

    /** How much a client reads in the time it has: the slowest gets 2 KiB a second. */
    private static final int PIECE_BYTES = 64 << 10;

    private final StreamableHttp endpoint;
    private final Identity identity;
    private final Proxies proxies;
    private final Refusals refusals;
    private final Duration patience;

    McpHandler(
            StreamableHttp endpoint, Identity identity, Refusals refusals, HttpSettings settings) {
        this.endpoint = endpoint;
        this.identity = identity;
        this.refusals = refusals;
        this.proxies = new Proxies(settings.names().proxies());
        this.patience = settings.patience();
    }

    void handle(Request request, Response response, Callback callback) {
        Map<String, List<String>> headers = headers(request);
        switch (identity.identify(shown(request, headers))) {
            case Identity.Finding.Known known -> serve(request, headers, known, response, callback);
            case Identity.Finding.Refused refused -> {
                note(refused, request, headers);
                retryAfter(refused.ground())
                        .ifPresent(it -> response.getHeaders().put(HttpHeader.RETRY_AFTER, it));
                refused.challenge()
                        .ifPresent(it -> response.getHeaders().put(WWW_AUTHENTICATE, it));
                // Whatever else it has sent, nobody reads it.
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
                PlainReply.of(refused.status())
                        .saying(refused.words())
                        .write(request, response, callback);
            }
        }
    }

    private Credentials shown(Request request, Map<String, List<String>> headers) {
        String address =
                neighbour(request).map(it -> proxies.client(it, forwarded(headers))).orElse("");
        return new Credentials(headers, certificate(request), address);
    }

    private static Optional<InetAddress> neighbour(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress()
                        instanceof InetSocketAddress socket
                ? Optional.of(socket.getAddress())
                : Optional.empty();
    }

    private static List<String> forwarded(Map<String, List<String>> headers) {
        return headers.getOrDefault("x-forwarded-for", List.of());
    }

    private void note(
            Identity.Finding.Refused refused, Request request, Map<String, List<String>> headers) {
        refusals.note(Refusals.Kind.CALLER, refused.words());
        boolean waits = refused.ground() instanceof Identity.Ground.TooOften;
        if (waits
                && neighbour(request)
                        .filter(it -> proxies.isUnheard(it, forwarded(headers)))
                        .isPresent()) {
            refusals.note(Refusals.Kind.PROXY);
        }
    }

    private static Optional<String> retryAfter(Identity.Ground ground) {
        return ground instanceof Identity.Ground.TooOften(Duration pause)
                ? Optional.of(Long.toString(Math.max(1, Math.ceilDiv(pause.toMillis(), 1000))))
                : Optional.empty();
    }

    /** The client's own certificate, which TLS has held against the authorities. */
    private static Optional<X509Certificate> certificate(Request request) {
        return request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE)
                        instanceof EndPoint.SslSessionData session
                ? Optional.ofNullable(session.peerCertificates()).stream()
                        .flatMap(Arrays::stream)
                        .findFirst()
                : Optional.empty();
    }

    private static Map<String, List<String>> headers(Request request) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(
                            field.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(String.valueOf(field.getValue()));
        }
        return headers;
    }

    private void serve(
            Request request,
            Map<String, List<String>> headers,
            Identity.Finding.Known known,
            Response response,
            Callback callback) {
        InputStream body = Content.Source.asInputStream(request);
        HttpRequest asked =
                new HttpRequest(
                        request.getMethod(), headers, body, known.principal(), known.clearance());
        try {
            endpoint.handle(asked, new Reply(request, response, patience));
            // What ends the connection anyway is not waited for.
            if (!response.getHeaders().contains(HttpHeader.CONNECTION, "close")) {
                drain(body);
            }
            callback.succeeded();
        } catch (IOException gone) {
            callback.failed(gone);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            callback.failed(stopping);
        }
    }

    /**
     * Reads what a refusal left unread: it would end the connection, and with it the request that
     * the client sends next. A body that is long or slow is not worth the connection.
     */
    private static void drain(InputStream body) throws IOException {
        if (body.read() < 0) {
            return;
        }
        long start = System.nanoTime();
        byte[] chunk = new byte[8_192];
        int left = DRAINED_BYTES;
        for (int n = 0; n >= 0 && left > 0; n = body.read(chunk)) {
            left -= n;
            if (System.nanoTime() - start > DRAINED_TIME.toNanos()) {
                return;
            }
        }
    }

    private record Reply(Request request, Response response, Duration patience)
            implements HttpReply {

        @Override
        public void whole(int status, Map<String, String> headers, byte[] body) throws IOException {
            response.setStatus(status);
            headers.forEach(response.getHeaders()::put);
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            if (body.length > 0) {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
                write(Content.Sink.asOutputStream(response), body);
            }
        }

        @Override
        public Stream stream(Map<String, String> headers) throws IOException {
            response.setStatus(HttpStatus.OK_200);
            headers.forEach(response.getHeaders()::put);
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            OutputStream out = Content.Sink.asOutputStream(response);
            return bytes -> write(out, bytes);
        }

        private void write(OutputStream out, byte[] bytes) throws IOException {
            ConnectionMetaData client = request.getConnectionMetaData();
            Scheduler scheduler = client.getConnector().getScheduler();
            EndPoint connection = client.getConnection().getEndPoint();
            for (int done = 0; done < bytes.length; done += PIECE_BYTES) {
                try (var _ = Deadline.in(patience, scheduler, connection)) {
                    out.write(bytes, done, Math.min(PIECE_BYTES, bytes.length - done));
                }
            }
        }
    }
}
