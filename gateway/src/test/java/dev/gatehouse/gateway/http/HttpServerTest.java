package dev.gatehouse.gateway.http;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.mcp.http.HttpLimits;
import dev.gatehouse.mcp.peer.Principal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server on a real socket. */
@Timeout(60)
class HttpServerTest {

    private record Somebody(String name) implements Principal {
        @Override
        public String key() {
            return name;
        }
    }

    private static final HttpSettings SETTINGS =
            HttpSettings.DEFAULT
                    .at("127.0.0.1", 0)
                    .with(
                            new HttpSettings.Names(
                                    Set.of("Gate.Example"), Set.of("https://app.example")));
    private static final HttpLimits LIMITS =
            HttpLimits.DEFAULT.withBodyBytes(4_096).withHeartbeat(Duration.ofMillis(50));
    private static final String INITIALIZE =
            """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
            "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";
    private static final String WAIT =
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"wait\"}}";

    private final Waiting host = new Waiting();
    private final Map<String, Boolean> databases = new ConcurrentHashMap<>(Map.of("shop", true));
    private final Set<Boolean> onVirtualThreads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger probes = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() throws HttpStartException {
        server = start(SETTINGS);
    }

    private HttpServer start(HttpSettings settings) throws HttpStartException {
        return HttpServer.start(
                settings,
                host.endpoint(LIMITS),
                this::identify,
                new Readiness(this::probe, clock()));
    }

    private Identity.Finding identify(Credentials shown) {
        Map<String, List<String>> headers = shown.headers();
        onVirtualThreads.add(Thread.currentThread().isVirtual());
        return headers.containsKey("x-nobody")
                ? Identity.Finding.Refused.unauthorized(
                        new Identity.Ground.Nothing(), "Bearer", "nobody")
                : new Identity.Finding.Known(
                        new Somebody(headers.getOrDefault("x-name", List.of("a")).getFirst()));
    }

    private Map<String, Boolean> probe() {
        probes.incrementAndGet();
        return databases;
    }

    private InstantSource clock() {
        return now::get;
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(to(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder post(String body) {
        return to("/mcp")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(ofString(body));
    }

    /** A request of the revision 2026-07-28. */
    private HttpRequest.Builder stateless(String method, String params) {
        String body =
                """
                {"jsonrpc":"2.0","id":7,"method":"%s","params":{"_meta":{\
                "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
                "io.modelcontextprotocol/clientCapabilities":{}}%s}}"""
                        .formatted(method, params);
        return post(body).header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", method);
    }

    /** The lines of a stream that hold messages, as they come; closing it goes away. */
    private Stream<String> stream(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer = client.send(request.build(), BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
        return answer.body().filter(line -> line.startsWith("data: "));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private String session() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(post(INITIALIZE));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("mcp-session-id").orElseThrow();
    }

    /** What comes back for bytes that a proper client would not send. */
    private String raw(String request) throws IOException {
        URI address = URI.create(server.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @Test
    void servesSeveralClientsAtOnce() throws IOException, InterruptedException {
        String first = session();
        String second = session();
        List<String> sessions = List.of(first, second);
        List<CompletableFuture<HttpResponse<String>>> calls =
                sessions.stream()
                        .map(id -> post(WAIT).header("Mcp-Session-Id", id).build())
                        .map(request -> client.sendAsync(request, BodyHandlers.ofString()))
                        .toList();
        String one = host.begun.take().peer().sessionId();
        assertThat(host.begun.take().peer().sessionId()).isNotEqualTo(one);
        for (String id : sessions) {
            assertThat(send(to("/mcp").header("Mcp-Session-Id", id).DELETE()).statusCode())
                    .isEqualTo(204);
        }
        assertThat(calls).allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(200));
        assertThat(onVirtualThreads).containsExactly(true);
    }

    @Test
    void saysNothingAboutItself() throws IOException, InterruptedException {
        for (String path : List.of("/health", "/nowhere", "/mcp")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
            assertThat(answer.body()).doesNotContainIgnoringCase("jetty");
        }
        for (String request :
                List.of(
                        "GET / HTTP/1.1\nHost: a b\n\n",
                        "nonsense\n\n",
                        "GET / HTTP/1.1\nHost: localhost\nX: %s\n\n"
                                .formatted("x".repeat(20_000)))) {
            assertThat(raw(request)).startsWith("HTTP/1.1 4").doesNotContainIgnoringCase("jetty");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:9999, 200",
        "127.0.0.1, 200",
        "[::1]:80, 200",
        "gate.example, 200",
        "evil.example, 403",
        "127.0.0.1.evil.example, 403",
        "localhost.evil.example:80, 403"
    })
    void looksAtTheHost(String host, int status) throws IOException {
        assertThat(raw("GET /health HTTP/1.1\nHost: %s\nConnection: close\n\n".formatted(host)))
                .startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8081, localhost:8081, 200",
        "http://localhost, localhost, 200",
        "https://app.example, localhost, 200",
        "http://evil.example, localhost, 403",
        "http://app.example, localhost, 403",
        "https://app.example.evil.example, localhost, 403",
        "http://localhost:81, localhost:80, 403",
        "https://localhost, localhost, 403",
        "null, localhost, 403"
    })
    void looksAtTheOrigin(String origin, String host, int status) throws IOException {
        assertThat(
                        raw(
                                "GET /health HTTP/1.1\nHost: %s\nOrigin: %s\nConnection: close\n\n"
                                        .formatted(host, origin)))
                .startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: 10.1.2.3:8080\n", "Host: [fd00::1]:8080\n", "Host: 10.1.2.3\n"})
    void aProbeByAddressLearnsTheStateAndNoNames(String host) throws IOException {
        assertThat(raw("GET /health HTTP/1.1\n%sConnection: close\n\n".formatted(host)))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET /ready HTTP/1.1\n%sConnection: close\n\n".formatted(host)))
                .startsWith("HTTP/1.1 200")
                .contains("{\"ready\":true}")
                .doesNotContain("shop");
        assertThat(raw("GET /mcp HTTP/1.1\n%sConnection: close\n\n".formatted(host)))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aProbeOfTheOldProtocolNeedsNoHost() throws IOException {
        assertThat(raw("GET /ready HTTP/1.0\n\n"))
                .contains(" 200 ")
                .contains("{\"ready\":true}")
                .doesNotContain("shop");
        assertThat(raw("GET /mcp HTTP/1.0\n\n")).contains(" 403 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/ready", "/mcp"})
    void aReboundPageReadsNotEvenTheState(String path) throws IOException {
        String answer =
                raw(
                        "GET %s HTTP/1.1\nHost: evil.example:8080\nConnection: close\n\n"
                                .formatted(path));
        assertThat(answer)
                .startsWith("HTTP/1.1 403")
                .doesNotContain("alive")
                .doesNotContain("ready")
                .doesNotContain("shop");
        assertThat(
                        raw(
                                """
                                GET %s HTTP/1.1
                                Host: 10.1.2.3
                                Origin: http://evil.example
                                Connection: close

                                """
                                        .formatted(path)))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aPageThatMayAskCanReadTheAnswer() throws IOException {
        String preflight =
                """
                OPTIONS /mcp HTTP/1.1
                Host: localhost
                Origin: %s
                Access-Control-Request-Method: POST
                Access-Control-Request-Headers: content-type,authorization,mcp-method
                Connection: close

                """;
        assertThat(raw(preflight.formatted("https://app.example")))
                .startsWith("HTTP/1.1 200")
                .contains("Access-Control-Allow-Origin: https://app.example\r\n")
                .containsIgnoringCase("authorization")
                .containsIgnoringCase("mcp-method");
        assertThat(raw(preflight.formatted("https://evil.example")))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("Access-Control");
        assertThat(
                        raw(
                                """
                                GET /health HTTP/1.1
                                Host: localhost
                                Origin: https://app.example
                                Connection: close

                                """))
                .startsWith("HTTP/1.1 200")
                .contains("Access-Control-Allow-Origin: https://app.example\r\n")
                .contains("Mcp-Session-Id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//mcp", "/mcp/", "/MCP", "/mcp;x=y", "/a/../mcp", "/%6dcp", "/"})
    void isNowhereElse(String path) throws IOException {
        assertThat(raw("GET %s HTTP/1.1\nHost: localhost\nConnection: close\n\n".formatted(path)))
                .containsPattern("^HTTP/1.1 40[04]");
    }

    @Test
    void refusesMethodsAndBodies() throws IOException, InterruptedException {
        HttpResponse<String> put = send(to("/mcp").PUT(noBody()));
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("allow")).contains("GET, POST, DELETE");
        assertThat(get("/mcp").statusCode()).isEqualTo(400);
        assertThat(send(to("/health").POST(noBody())).statusCode()).isEqualTo(405);
        String session = session();
        assertThat(send(post("x".repeat(5_000)).header("Mcp-Session-Id", session)).statusCode())
                .isEqualTo(413);
        assertThat(send(post(WAIT).setHeader("Content-Type", "text/plain")).statusCode())
                .isEqualTo(415);
        assertThat(send(post(WAIT).setHeader("Accept", "application/json")).statusCode())
                .isEqualTo(406);
    }

    @Test
    void aRefusalBeforeTheBodyLeavesTheConnectionToTheNextRequest() throws IOException {
        URI address = URI.create(server.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String head =
                    """
                    POST /mcp HTTP/1.1
                    Host: localhost
                    Content-Type: text/plain
                    Content-Length: 2

                    """;
            socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(US_ASCII));
            InputStream in = socket.getInputStream();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, US_ASCII));
            assertThat(lines.readLine()).startsWith("HTTP/1.1 415");
            String next = "{}GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(next.getBytes(US_ASCII));
            assertThat(lines.lines()).anyMatch(line -> line.contains("HTTP/1.1 200"));
        }
    }

    @Test
    void aBodyThatIsAnnouncedTooLongIsRefusedBeforeItComes() throws IOException {
        assertThat(
                        raw(
                                """
                                POST /mcp HTTP/1.1
                                Host: localhost
                                Content-Type: application/json
                                Content-Length: 99999999
                                Connection: close

                                """))
                .startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /health HTTP/1.1\\nHost: localhost\\nHost: evil.example | 400",
                "GET http://evil.example/health HTTP/1.1\\nHost: localhost | 400",
                "GET http://localhost/mcp HTTP/1.1\\nHost: evil.example | 400",
                "GET /health HTTP/1.1\\nHost: user@localhost | 400",
                "GET /health HTTP/1.1\\nHost: localhost, evil.example | 400",
                "GET /mcp HTTP/1.1\\nHost: localhost. | 403",
                "GET /mcp HTTP/1.1\\nHost: 127.1 | 403",
                "GET /health HTTP/1.1\\nHost: localhost\\nOrigin: http://localhost, http://evil.example | 403",
                "POST /mcp HTTP/1.1\\nHost: localhost\\nContent-Length: 5\\nTransfer-Encoding: chunked | 400",
                "POST /mcp HTTP/1.1\\nHost: localhost\\nContent-Length: 5\\nContent-Length: 6 | 400",
                "TRACE /mcp HTTP/1.1\\nHost: localhost\\nCookie: planted | 405",
                "GET /health HTTP/1.1\\nHost : localhost | 400",
                "PRI * HTTP/2.0\\nHost: localhost | 426"
            })
    void refusesWhatOnlyAnAttackerSends(String request, int status) throws IOException {
        assertThat(raw(request.replace("\\n", "\n") + "\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 " + status)
                .doesNotContain("planted")
                .doesNotContain("evil");
    }

    @Test
    void bindsASessionToTheIdentity() throws IOException, InterruptedException {
        String session = session();
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        assertThat(send(post(list).header("Mcp-Session-Id", session)).statusCode()).isEqualTo(200);
        assertThat(
                        send(post(list).header("Mcp-Session-Id", session).header("X-Name", "b"))
                                .statusCode())
                .isEqualTo(404);
        HttpResponse<String> nobody = send(post(list).header("X-Nobody", "1"));
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("www-authenticate")).contains("Bearer");
    }

    @Test
    void aClientThatGoesAwayCancelsItsCall() throws IOException, InterruptedException {
        String session = session();
        URI address = URI.create(server.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String head =
                    """
                    POST /mcp HTTP/1.1
                    Host: localhost
                    Content-Type: application/json
                    Accept: application/json, text/event-stream
                    Mcp-Session-Id: %s
                    Content-Length: %d

                    """
                            .formatted(session, WAIT.length());
            socket.getOutputStream().write((head.replace("\n", "\r\n") + WAIT).getBytes(US_ASCII));
            InputStream in = socket.getInputStream();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, US_ASCII));
            while (!":".equals(lines.readLine())) {
                // The heartbeat comes after the headers.
            }
            assertThat(host.cancelled).isEmpty();
        }
        assertThat(host.cancelled.poll(20, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void answersARequestThatSpeaksForItself() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(stateless("tools/call", ",\"name\":\"hello\"").header("Mcp-Name", "hello"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"resultType\":\"complete\"");
        assertThat(answer.headers().map()).doesNotContainKey("mcp-session-id");
        HttpResponse<String> mismatch =
                send(stateless("tools/call", ",\"name\":\"hello\"").header("Mcp-Name", "wait"));
        assertThat(mismatch.statusCode()).isEqualTo(400);
        assertThat(mismatch.body()).contains("-32020");
        assertThat(send(stateless("no/such", "")).statusCode()).isEqualTo(404);
    }

    @Test
    void goingAwayCancelsARequestThatSpeaksForItself() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                client.send(
                        stateless("tools/call", ",\"name\":\"wait\"")
                                .header("Mcp-Name", "wait")
                                .build(),
                        BodyHandlers.ofInputStream());
        host.begun.take();
        answer.body().close();
        assertThat(host.cancelled.poll(2, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void tellsSubscribersOfChangesUntilItStops() throws IOException, InterruptedException {
        HttpRequest.Builder listen =
                stateless("subscriptions/listen", ",\"notifications\":{\"toolsListChanged\":true}");
        try (Stream<String> lines = stream(listen)) {
            Iterator<String> messages = lines.iterator();
            assertThat(messages.next()).contains("notifications/subscriptions/acknowledged");
            host.change();
            assertThat(messages.next()).contains("notifications/tools/list_changed");
            server.close();
            assertThat(messages.next()).contains("\"result\"");
            assertThat(messages.hasNext()).isFalse();
        }
    }

    @Test
    void tellsASessionOfChanges() throws IOException, InterruptedException {
        String session = session();
        String initialized = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
        assertThat(send(post(initialized).header("Mcp-Session-Id", session)).statusCode())
                .isEqualTo(202);
        HttpRequest.Builder get =
                to("/mcp").header("Mcp-Session-Id", session).header("Accept", "text/event-stream");
        try (Stream<String> lines = stream(get)) {
            Iterator<String> messages = lines.iterator();
            host.change();
            assertThat(messages.next()).contains("notifications/tools/list_changed");
            send(to("/mcp").header("Mcp-Session-Id", session).DELETE());
            assertThat(messages.hasNext()).isFalse();
        }
    }

    @Test
    void stoppingCancelsWhatRuns() throws IOException, InterruptedException {
        String session = session();
        CompletableFuture<HttpResponse<String>> call =
                client.sendAsync(
                        post(WAIT).header("Mcp-Session-Id", session).build(),
                        BodyHandlers.ofString());
        host.begun.take();
        server.close();
        assertThat(host.cancelled).hasSize(1);
        assertThat(call.handle((_, _) -> true).join()).isTrue();
    }

    @Test
    void tellsWhichDatabaseIsAwayAndAsksOnceASecond() throws IOException, InterruptedException {
        assertThat(get("/health").body()).isEqualTo("{\"status\":\"alive\"}\n");
        HttpResponse<String> ready = get("/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("\"ready\":true").contains("\"shop\":true");
        databases.put("people", false);
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        now.set(Instant.EPOCH.plusSeconds(2));
        HttpResponse<String> away = get("/ready");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).contains("\"ready\":false").contains("\"people\":false");
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(probes).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "no-such-name.invalid"})
    void doesNotListenBeyondThisMachineWithoutAuthentication(String host) {
        HttpStartException refused =
                catchThrowableOfType(
                        HttpStartException.class, () -> start(SETTINGS.at(host, 0)).close());
        assertThat(refused).hasMessageContaining("without authentication");
        assertThat(refused.help()).contains("--without-authentication");
    }

    @Test
    void listensBeyondThisMachineWhenToldSo() throws HttpStartException {
        try (HttpServer open = start(SETTINGS.at("0.0.0.0", 0).openToAll())) {
            assertThat(open.address()).startsWith("http://0.0.0.0:");
        }
    }

    @Test
    void saysThatAPortIsTaken() {
        int port = URI.create(server.address()).getPort();
        HttpStartException taken =
                catchThrowableOfType(
                        HttpStartException.class,
                        () -> start(SETTINGS.at("127.0.0.1", port)).close());
        assertThat(taken.reason()).isEqualTo(HttpStartException.Reason.PORT_TAKEN);
        assertThat(taken).hasMessageContaining(":" + port);
    }

    private static final Duration SHORTLY = Duration.ofMillis(300);

    /** What comes back while one byte after another is sent until the server has enough of it. */
    private static String trickled(HttpServer to, String begin) throws IOException {
        URI address = URI.create(to.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20);
            socket.getOutputStream().write(begin.replace("\n", "\r\n").getBytes(US_ASCII));
            StringBuilder answer = new StringBuilder();
            while (true) {
                try {
                    int next = socket.getInputStream().read();
                    if (next < 0) {
                        return answer.toString();
                    }
                    answer.append((char) next);
                } catch (SocketTimeoutException _) {
                    socket.getOutputStream().write('x');
                } catch (SocketException _) {
                    return answer.toString();
                }
            }
        } catch (SocketException _) {
            return "";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /health HTTP/1.1\nHost: localhost\nX: ",
                "GET /health HTTP/1.1\nHost: localhost\n\nGET /heal"
            })
    void cutsOffWhoSendsTheHeadOfARequestBitByBit(String begin) throws Exception {
        try (HttpServer hasty = start(SETTINGS.withPatience(SHORTLY))) {
            assertThat(trickled(hasty, begin)).doesNotContain("HTTP/1.1 4");
        }
    }

    @Test
    void aStreamOutlastsThePatienceWithItsClient() throws Exception {
        server.close();
        server = start(SETTINGS.withPatience(SHORTLY));
        HttpRequest.Builder listen =
                stateless("subscriptions/listen", ",\"notifications\":{\"toolsListChanged\":true}");
        try (Stream<String> lines = stream(listen)) {
            Iterator<String> messages = lines.iterator();
            assertThat(messages.next()).contains("acknowledged");
            // Each of these clients stays as long as the patience lasts.
            for (int i = 0; i < 3; i++) {
                trickled(server, "");
            }
            host.change();
            assertThat(messages.next()).contains("list_changed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 50", "Transfer-Encoding: chunked"})
    void aBodyThatStopsComingIsTooSlowAndNoFault(String length) throws Exception {
        try (HttpServer hasty = start(SETTINGS.withPatience(SHORTLY))) {
            URI address = URI.create(hasty.address());
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                String begin =
                        "POST /mcp HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
                                + length
                                + "\n\n2\n{}\n";
                socket.getOutputStream().write(begin.replace("\n", "\r\n").getBytes(US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                        .startsWith("HTTP/1.1 408")
                        .contains("did not come in time");
            }
        }
    }

    @Test
    void clientsThatDoNothingMakeRoomWhenThereIsNone() throws Exception {
        HttpSettings small = SETTINGS.withConnections(2).withPatience(Duration.ofSeconds(3));
        try (HttpServer narrow = start(small)) {
            URI address = URI.create(narrow.address());
            List<Socket> idle = new ArrayList<>();
            try {
                for (int i = 0; i < 2; i++) {
                    Socket socket = new Socket(address.getHost(), address.getPort());
                    idle.add(socket);
                    String probe = "HEAD /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
                    socket.getOutputStream().write(probe.getBytes(US_ASCII));
                    assertThat(socket.getInputStream().read()).isEqualTo('H');
                }
                long began = System.nanoTime();
                HttpRequest health =
                        HttpRequest.newBuilder(URI.create(narrow.address() + "/health")).build();
                assertThat(client.send(health, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isLessThan(small.patience());
            } finally {
                for (Socket socket : idle) {
                    socket.close();
                }
            }
        }
    }
}
