package dev.gatehouse.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a client of one revision of the protocol speaks. */
enum Dialect {
    /** Begins with a handshake; over HTTP, a session follows from it. */
    HANDSHAKE("2025-11-25"),
    /** Every request speaks for itself, and over HTTP its headers say what it is. */
    STATELESS("2026-07-28");

    static final String INITIALIZED =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

    private static final String META =
            """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{},\
            "io.modelcontextprotocol/clientInfo":{"name":"bench","version":"1"}}""";

    private final String revision;

    Dialect(String revision) {
        this.revision = revision;
    }

    String revision() {
        return revision;
    }

    /** What a client asks first, to learn who answers. */
    String opening() {
        return switch (this) {
            case HANDSHAKE ->
                    """
                    {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"%s",\
                    "capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}"""
                            .formatted(revision);
            case STATELESS -> request(0, openingMethod(), "");
        };
    }

    String openingMethod() {
        return switch (this) {
            case HANDSHAKE -> "initialize";
            case STATELESS -> "server/discover";
        };
    }

    String request(long id, Call call) {
        return request(id, call.method(), call.params());
    }

    private String request(long id, String method, String params) {
        String meta = this == STATELESS ? META : "";
        String comma = meta.isEmpty() || params.isEmpty() ? "" : ",";
        return "{\"jsonrpc\":\"2.0\",\"id\":"
                + id
                + ",\"method\":\""
                + method
                + "\",\"params\":{"
                + params
                + comma
                + meta
                + "}}";
    }

    /**
     * The headers of a request over HTTP.
     *
     * @param tool empty when none is called
     * @param session empty when there is none
     */
    Map<String, String> headers(String method, String tool, String session) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("MCP-Protocol-Version", revision);
        if (this == STATELESS) {
            headers.put("Mcp-Method", method);
            if (!tool.isEmpty()) {
                headers.put("Mcp-Name", tool);
            }
        }
        if (!session.isEmpty()) {
            headers.put(HttpConnection.SESSION, session);
        }
        return headers;
    }

    /** Whether there is such a request in this revision. */
    boolean has(Call call) {
        return this == HANDSHAKE || !call.equals(Call.PING);
    }
}
