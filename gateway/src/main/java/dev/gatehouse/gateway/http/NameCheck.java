package dev.gatehouse.gateway.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Turns away requests that a web page made somebody's browser send: those to a name that is not
 * ours (DNS rebinding), and those from a page that is not ours (MCP, transports, security warning).
 */
final class NameCheck extends Handler.Wrapper {

    private static final Set<String> OF_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts;
    private final Set<String> origins;

    NameCheck(HttpSettings settings, Handler next) {
        super(next);
        this.hosts =
                Stream.of(
                                OF_THIS_MACHINE.stream(),
                                Stream.of(bracketed(settings.host())),
                                settings.names().hosts().stream())
                        .flatMap(names -> names)
                        .map(NameCheck::lower)
                        .collect(Collectors.toUnmodifiableSet());
        this.origins =
                settings.names().origins().stream()
                        .map(NameCheck::lower)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String host = Optional.ofNullable(request.getHttpURI().getHost()).orElse("");
        if (!hosts.contains(lower(host))) {
            PlainReply.of(HttpStatus.FORBIDDEN_403)
                    .saying("This server is not known under the name in the Host header")
                    .write(request, response, callback);
            return true;
        }
        List<String> from = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
        if (!from.stream().allMatch(origin -> isOurs(lower(origin), request.getHttpURI()))) {
            PlainReply.of(HttpStatus.FORBIDDEN_403)
                    .saying("Pages of this Origin may not ask here")
                    .write(request, response, callback);
            return true;
        }
        if (from.size() == 1 && origins.contains(lower(from.getFirst()))) {
            CrossOrigin.allow(from.getFirst(), response);
            if (CrossOrigin.isPreflight(request)) {
                CrossOrigin.answerPreflight(request, response, callback);
                return true;
            }
        }
        return super.handle(request, response, callback);
    }

    /** A page of the same scheme, host and port is ours (RFC 6454), though we have none yet. */
    private boolean isOurs(String origin, HttpURI asked) {
        String own = lower(asked.getScheme() + "://" + asked.getAuthority());
        return origin.equals(own) || origins.contains(origin);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
