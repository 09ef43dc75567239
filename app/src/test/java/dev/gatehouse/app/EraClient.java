package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls tools over HTTP in either era, with whatever {@code _meta} and headers a test wants. */
final class EraClient implements AutoCloseable {

    enum Era {
        HANDSHAKE,
        STATELESS
    }

    private final URI endpoint;
    private final HttpClient client = HttpClient.newHttpClient();

    EraClient(HttpServer server) {
        this(URI.create(server.address() + "/mcp"));
    }

    EraClient(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** The parameters of a call of {@code query}. */
    static ObjectNode query(String sql) {
        ObjectNode params = JsonMapper.shared().createObjectNode().put("name", "query");
        params.putObject("arguments").put("sql", sql);
        return params;
    }

    /** Calls a tool, and gives the message that comes back. */
    JsonNode call(Era era, ObjectNode params, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                switch (era) {
                    case HANDSHAKE -> request().header("Mcp-Session-Id", session());
                    case STATELESS -> {
                        describe(params.withObjectProperty("_meta"));
                        yield request()
                                .header("MCP-Protocol-Version", "2026-07-28")
                                .header("Mcp-Method", "tools/call")
                                .header("Mcp-Name", params.path("name").asString());
                    }
                };
        if (headers.length > 0) {
            request.headers(headers);
        }
        return message(send(request, "tools/call", params).body());
    }

    /** What takes longer than a second comes as a stream; the answer is its last event. */
    private static JsonNode message(String body) {
        String last =
                body.lines()
                        .filter(line -> line.startsWith("data:"))
                        .reduce("", (_, line) -> line.substring("data:".length()));
        return JsonMapper.shared().readTree(last.isEmpty() ? body : last);
    }

    private static void describe(ObjectNode meta) {
        String prefix = "io.modelcontextprotocol/";
        meta.put(prefix + "protocolVersion", "2026-07-28");
        meta.putObject(prefix + "clientCapabilities");
        meta.putObject(prefix + "clientInfo").put("name", "test").put("version", "1");
    }

    private String session() throws IOException, InterruptedException {
        ObjectNode params = JsonMapper.shared().createObjectNode();
        params.put("protocolVersion", "2025-11-25");
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "test").put("version", "1");
        return send(request(), "initialize", params)
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String method, ObjectNode params)
            throws IOException, InterruptedException {
        ObjectNode message = JsonMapper.shared().createObjectNode();
        message.put("jsonrpc", "2.0").put("id", 1).put("method", method).set("params", params);
        HttpResponse<String> answer =
                client.send(
                        request.POST(BodyPublishers.ofString(message.toString())).build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400);
        return answer;
    }

    /** What is read at another path of the server. */
    HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
    }
}
