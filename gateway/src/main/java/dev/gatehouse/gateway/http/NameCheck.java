package dev.gatehouse.gateway.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

    /** What nobody can make point elsewhere: a page's own name is never one of these. */
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]+]");

    private final Set<String> hosts;
    private final Set<String> origins;
    private final Probes probes;
    private final Refusals refusals;

    NameCheck(HttpSettings settings, Probes probes, Refusals refusals, Handler next) {
        super(next);
        this.probes = probes;
        this.refusals = refusals;
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
        if (!request.getHeaders().getValuesList(HttpHeader.ORIGIN).stream()
                .allMatch(origin -> isOurs(lower(origin), request.getHttpURI()))) {
            refusals.note(Refusals.Kind.ORIGIN);
            return refuse("Pages of this Origin may not ask here", request, response, callback);
        }
        String host = host(request);
        if (hosts.contains(lower(host))) {
            return super.handle(request, response, callback);
        }
        if (isAddressOrNothing(host)
                && probes.answer(request, response, callback, Probes.Reader.STRANGER)) {
            return true;
        }
        refusals.note(Refusals.Kind.HOST);
        String words = "This server is not known under the name in the Host header";
        return refuse(words, request, response, callback);
    }

    /** Where the client said none, as HTTP/1.0 lets it, the server made one up. */
    private static String host(Request request) {
        return request.getHeaders().contains(HttpHeader.HOST)
                ? Optional.ofNullable(request.getHttpURI().getHost()).orElse("")
                : "";
    }

    /** Orchestrators probe by an address; a rebound page can only ask under its own name. */
    private static boolean isAddressOrNothing(String host) {
        return host.isEmpty() || ADDRESS.matcher(host).matches();
    }

    private static boolean refuse(
            String words, Request request, Response response, Callback callback) {
        PlainReply.of(HttpStatus.FORBIDDEN_403).saying(words).write(request, response, callback);
        return true;
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
