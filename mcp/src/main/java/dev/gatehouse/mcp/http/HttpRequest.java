package dev.gatehouse.mcp.http;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.exchange.Sender;
import dev.gatehouse.mcp.peer.Principal;
import dev.gatehouse.mcp.peer.TraceContext;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A request to the MCP endpoint. Whoever makes one has checked its Host and Origin.
 *
 * @param method as it came: methods are case-sensitive (RFC 9110, section 9.1)
 * @param headers by name, in any case
 * @param body read once, and no further than the limit; a failure caused by a {@link
 *     java.util.concurrent.TimeoutException} says that the client sends nothing any more
 * @param principal who is calling
 * @param clearance which tools this request may call
 */
public record HttpRequest(
        String method,
        Map<String, List<String>> headers,
        InputStream body,
        Principal principal,
        Clearance clearance) {

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    public HttpRequest {
        requireNonNull(method, "method is null");
        requireNonNull(body, "body is null");
        requireNonNull(principal, "principal is null");
        requireNonNull(clearance, "clearance is null");
        TreeMap<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> lower.put(lower(name), List.copyOf(values)));
        headers = Map.copyOf(lower);
    }

    /** A request that may call every tool that its sender sees. */
    public HttpRequest(
            String method,
            Map<String, List<String>> headers,
            InputStream body,
            Principal principal) {
        this(method, headers, body, principal, Clearance.ALL);
    }

    /** The session that the request belongs to (MCP up to 2025-11-25). */
    static final String SESSION = "Mcp-Session-Id";

    /** The revision that the request is written in. */
    static final String REVISION = "MCP-Protocol-Version";

    /**
     * A header's value without space around it (RFC 9110, section 5.5); lines of the same name are
     * one list (section 5.3).
     */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(lower(name)))
                .filter(values -> !values.isEmpty())
                .map(values -> String.join(", ", values).strip());
    }

    /** Who sent it, with what its headers say of a distributed trace, as a proxy may set them. */
    Sender sender() {
        return new Sender(
                principal,
                TraceContext.of(header("traceparent").orElse(""), header("tracestate").orElse("")));
    }

    /** How long the client says that the body is; 0 when it does not say. */
    long announcedBytes() {
        return header("Content-Length")
                .filter(text -> LENGTH.matcher(text).matches())
                .map(Long::parseLong)
                .orElse(0L);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
