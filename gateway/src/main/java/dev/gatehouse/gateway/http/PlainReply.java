package dev.gatehouse.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/**
 * A short answer that is not MCP.
 *
 * @param body JSON
 */
record PlainReply(int status, Object body) {

    static PlainReply of(int status) {
        return new PlainReply(status, Map.of());
    }

    /** With words for whoever operates the client. */
    PlainReply saying(String words) {
        return new PlainReply(status, Map.of("error", words));
    }

    void write(Request request, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        String text = JsonMapper.shared().writeValueAsString(body) + "\n";
        response.write(true, ByteBuffer.wrap(text.getBytes(UTF_8)), callback);
    }
}
