package dev.gatehouse.gateway.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Tells a browser that a page of another Origin may ask, and what (Fetch, section 3.3, CORS
 * protocol). Cookies play no part.
 */
final class CrossOrigin {

    private static final String REQUEST_METHOD = "Access-Control-Request-Method";
    private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";
    private static final long AN_HOUR = 3_600;

    /** Beside these, all headers of MCP; some of them are named by tools. */
    private static final Set<String> HEADERS = Set.of("accept", "authorization", "content-type");

    private static final Pattern OF_MCP = Pattern.compile("mcp-[!#$%&'*+.^_`|~0-9a-z-]+");

    private static final List<HttpField> ANSWER =
            List.of(
                    new HttpField("Access-Control-Expose-Headers", "Mcp-Session-Id, Retry-After"),
                    new HttpField(HttpHeader.VARY, "Origin"));

    private CrossOrigin() {}

    /** Lets a page of this Origin, which is one of ours, read the answer. */
    static void allow(String origin, Response response) {
        response.getHeaders().put("Access-Control-Allow-Origin", origin);
        ANSWER.forEach(response.getHeaders()::put);
    }

    /** Whether a browser asks whether a page may ask. */
    static boolean isPreflight(Request request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeaders().contains(REQUEST_METHOD);
    }

    static void answerPreflight(Request request, Response response, Callback callback) {
        response.setStatus(HttpStatus.NO_CONTENT_204);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Access-Control-Allow-Methods", "GET, POST, DELETE");
        headers.put("Access-Control-Allow-Headers", allowed(request));
        headers.put("Access-Control-Max-Age", AN_HOUR);
        callback.succeeded();
    }

    private static String allowed(Request request) {
        return request.getHeaders().getCSV(REQUEST_HEADERS, false).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> HEADERS.contains(name) || OF_MCP.matcher(name).matches())
                .collect(Collectors.joining(", "));
    }
}
