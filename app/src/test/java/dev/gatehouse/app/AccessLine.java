package dev.gatehouse.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatehouse.gateway.tools.Agent;
import dev.gatehouse.mcp.stdio.StdioLimits;
import dev.gatehouse.mcp.stdio.StdioServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody's line to a server: a transport, an era, and what is shown of who it is. */
interface AccessLine extends AutoCloseable {

    enum Era {
        HANDSHAKE,
        STATELESS
    }

    String INITIALIZE =
            """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{\
            "protocolVersion":"2025-11-25","capabilities":{},\
            "clientInfo":{"name":"matrix","version":"1"}}}""";

    /**
     * What came back.
     *
     * @param status of HTTP; 200 where there is none
     * @param challenge the value of WWW-Authenticate, or ""
     * @param text all that there was to read
     */
    record Reply(int status, String challenge, String text) {

        /** The message in it, which may be one of a stream. */
        JsonNode message() {
            String json =
                    text.lines()
                            .filter(line -> line.startsWith("data:"))
                            .map(line -> line.substring(5))
                            .reduce((_, last) -> last)
                            .orElse(text);
            return JsonMapper.shared().readTree(json);
        }
    }

    Era era();

    /** What a client asks first. */
    Reply open() throws IOException, InterruptedException;

    Reply ask(AccessAsk ask) throws IOException, InterruptedException;

    /** A request over HTTP of another method than POST, without a body. */
    Reply send(String method) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    /** A line over HTTP. */
    final class Http implements AccessLine {

        private final HttpClient client;
        private final String address;
        private final Era era;
        private final List<String> authorization;
        private String session = "";

        /**
         * @param authorization the values of that header
         */
        Http(HttpClient client, String address, Era era, List<String> authorization) {
            this.client = client;
            this.address = address;
            this.era = era;
            this.authorization = List.copyOf(authorization);
        }

        @Override
        public Era era() {
            return era;
        }

        /** Empty where there is none. */
        String session() {
            return session;
        }

        /** From now on in a session, whoever has opened it. */
        Http in(String other) {
            session = other;
            return this;
        }

        private HttpRequest.Builder request() {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/mcp"));
            authorization.forEach(value -> request.header("Authorization", value));
            if (!session.isEmpty()) {
                request.header("Mcp-Session-Id", session);
            }
            return request;
        }

        private HttpRequest.Builder post(String body) {
            return request()
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, text/event-stream")
                    .POST(BodyPublishers.ofString(body));
        }

        @Override
        public Reply open() throws IOException, InterruptedException {
            return switch (era) {
                case HANDSHAKE -> send(post(INITIALIZE));
                case STATELESS -> ask(AccessAsk.of(AccessAsk.Kind.GREET, "server/discover"));
            };
        }

        @Override
        public Reply ask(AccessAsk ask) throws IOException, InterruptedException {
            return send(
                    switch (era) {
                        case HANDSHAKE -> post(ask.inSession(7));
                        case STATELESS -> alone(ask);
                    });
        }

        private HttpRequest.Builder alone(AccessAsk ask) {
            HttpRequest.Builder request =
                    post(ask.alone(7))
                            .header("MCP-Protocol-Version", "2026-07-28")
                            .header("Mcp-Method", ask.method());
            ask.name().ifPresent(name -> request.header("Mcp-Name", name));
            return request;
        }

        @Override
        public Reply send(String method) throws IOException, InterruptedException {
            return send(
                    request()
                            .header("Accept", "text/event-stream")
                            .method(method, BodyPublishers.noBody()));
        }

        private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
            HttpResponse<InputStream> answer =
                    client.send(request.build(), BodyHandlers.ofInputStream());
            answer.headers().firstValue("Mcp-Session-Id").ifPresent(this::in);
            boolean streams =
                    answer.headers()
                            .firstValue("Content-Type")
                            .filter("text/event-stream"::equals)
                            .isPresent();
            try (InputStream body = answer.body()) {
                return new Reply(
                        answer.statusCode(),
                        answer.headers().firstValue("WWW-Authenticate").orElse(""),
                        streams ? event(body) : new String(body.readAllBytes(), UTF_8));
            }
        }

        /** The first event of a stream, which may have no end. */
        private static String event(InputStream body) throws IOException {
            var lines = new BufferedReader(new InputStreamReader(body, UTF_8));
            String line = lines.readLine();
            while (line != null && !line.startsWith("data:")) {
                line = lines.readLine();
            }
            return Optional.ofNullable(line).orElse("");
        }

        @Override
        public void close() {
            // The client is everybody's.
        }
    }

    /**
     * Requests over HTTP that are not to be answered: each on a connection of its own, which is all
     * that somebody gets who is turned away, and without what a client does to keep one.
     *
     * @param session in which somebody tries to act
     */
    record Bare(String address, Era era, List<String> authorization, String session)
            implements AccessLine {

        @Override
        public Reply open() throws IOException {
            return era == Era.HANDSHAKE
                    ? send("POST", INITIALIZE)
                    : ask(AccessAsk.of(AccessAsk.Kind.GREET, "server/discover"));
        }

        @Override
        public Reply ask(AccessAsk ask) throws IOException {
            return switch (era) {
                case HANDSHAKE -> send("POST", ask.inSession(7));
                case STATELESS ->
                        send(
                                "POST",
                                ask.alone(7),
                                "MCP-Protocol-Version: 2026-07-28",
                                "Mcp-Method: " + ask.method());
            };
        }

        @Override
        public Reply send(String method) throws IOException {
            return send(method, "");
        }

        private Reply send(String method, String body, String... more) throws IOException {
            List<String> lines = RawHttp.post(body, more);
            lines.set(0, method + " /mcp HTTP/1.1");
            authorization.forEach(value -> lines.add("Authorization: " + value));
            lines.add("Mcp-Session-Id: " + session);
            RawHttp.Answer answer = RawHttp.send(address, lines, body);
            return new Reply(answer.status(), answer.header("www-authenticate"), answer.body());
        }

        @Override
        public void close() {
            // Every connection is closed.
        }
    }

    /** A line over standard input and output. */
    final class Stdio implements AccessLine {

        private final Era era;
        private final Pipe input = Pipe.open();
        private final Pipe output = Pipe.open();
        private final OutputStream in = Channels.newOutputStream(input.sink());
        private final BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(output.source()), UTF_8));
        private final Thread serving;
        private int id;

        Stdio(Gate gate, Agent who, Era era) throws IOException {
            this.era = era;
            StdioServer server =
                    new StdioServer(
                            gate.host(),
                            who,
                            Channels.newInputStream(input.source()),
                            Channels.newOutputStream(output.sink()),
                            StdioLimits.DEFAULT);
            this.serving = Thread.startVirtualThread(() -> serve(server));
        }

        private static void serve(StdioServer server) {
            try {
                server.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Era era() {
            return era;
        }

        @Override
        public Reply open() throws IOException {
            return switch (era) {
                case HANDSHAKE -> {
                    Reply answer = send(INITIALIZE, 0);
                    write("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
                    yield answer;
                }
                case STATELESS -> ask(AccessAsk.of(AccessAsk.Kind.GREET, "server/discover"));
            };
        }

        @Override
        public Reply ask(AccessAsk ask) throws IOException {
            id++;
            Reply answer = send(era == Era.HANDSHAKE ? ask.inSession(id) : ask.alone(id), id);
            if (answer.text().contains("notifications/subscriptions/acknowledged")) {
                write(
                        """
                        {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":%d}}"""
                                .formatted(id));
            }
            // Which request it answers is no part of an answer.
            return new Reply(200, "", answer.text().replace("\"id\":" + id, "\"id\":7"));
        }

        @Override
        public Reply send(String method) {
            throw new UnsupportedOperationException("there is no HTTP");
        }

        private Reply send(String message, int request) throws IOException {
            write(message);
            String line = String.valueOf(out.readLine());
            while (!line.contains("\"id\":" + request) && !line.contains("/acknowledged")) {
                line = String.valueOf(out.readLine());
            }
            return new Reply(200, "", line);
        }

        private void write(String line) throws IOException {
            in.write((line + "\n").getBytes(UTF_8));
            in.flush();
        }

        @Override
        public void close() throws IOException {
            in.close();
            try {
                serving.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            output.sink().close();
            out.close();
        }
    }
}
