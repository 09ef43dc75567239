package dev.gatehouse.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What is told at {@code /metrics}, and to whom.
 *
 * @param token what a reader has to show (RFC 6750), as it is at the time; empty: nothing, and then
 *     only those are told who are told of databases, too
 * @param pages makes a page of the form that an Accept header wants
 */
public record Exposition(Optional<Supplier<String>> token, Function<String, Page> pages) {

    private static final String CHALLENGE = "Bearer realm=\"gatehouse-metrics\"";
    private static final String SCHEME = "Bearer ";

    /**
     * A page.
     *
     * @param type its media type
     */
    public record Page(String type, String text) {}

    /** Answers, if this reader may know that there is something. */
    boolean answer(Request request, Response response, Callback callback, Probes.Reader reader) {
        if (token.isEmpty() && reader == Probes.Reader.STRANGER) {
            return false;
        }
        if (token.isPresent() && !isShown(token.get().get(), request)) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, CHALLENGE);
            PlainReply.of(HttpStatus.UNAUTHORIZED_401)
                    .saying("a token is needed")
                    .write(request, response, callback);
        } else if (Probes.isRead(request, response, callback)) {
            write(request, response, callback);
        }
        return true;
    }

    private static boolean isShown(String wanted, Request request) {
        String shown = String.valueOf(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        boolean bearer = shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer
                && MessageDigest.isEqual(
                        wanted.getBytes(UTF_8),
                        shown.substring(SCHEME.length()).strip().getBytes(UTF_8));
    }

    private void write(Request request, Response response, Callback callback) {
        String accepted = request.getHeaders().get(HttpHeader.ACCEPT);
        Page page = pages.apply(accepted == null ? "" : accepted);
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.type());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(page.text().getBytes(UTF_8)), callback);
    }
}
