package dev.gatehouse.mcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.peer.Principal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An endpoint of a workshop, and requests to it without a network. */
final class Exchanges implements AutoCloseable {

    static final Principal ANN = new LocalUser("ann");
    static final Principal BOB = new LocalUser("bob");

    private static final Map<String, String> USUAL =
            Map.of(
                    "Content-Type", "application/json",
                    "Accept", "application/json, text/event-stream");

    final Workshop workshop = new Workshop();
    private final StreamableHttp endpoint;
    private volatile Instant now = Instant.EPOCH;

    Exchanges(HttpLimits limits) {
        this.endpoint =
                new StreamableHttp(workshop.host(100), limits, () -> now, new SecureRandom());
    }

    /** An answer, as far as it was written. */
    static final class Answer implements HttpReply {
        volatile int status;
        volatile Map<String, String> headers = Map.of();
        final CountDownLatch streaming = new CountDownLatch(1);
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final BlockingQueue<JsonNode> said = new LinkedBlockingQueue<>();
        private volatile boolean gone;

        @Override
        public void whole(int status, Map<String, String> headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            written.writeBytes(body);
        }

        @Override
        public Stream stream(Map<String, String> headers) {
            this.status = 200;
            this.headers = headers;
            streaming.countDown();
            return this::write;
        }

        private synchronized void write(byte[] bytes) throws IOException {
            if (gone) {
                throw new IOException("the client is gone");
            }
            written.writeBytes(bytes);
            events(new String(bytes, UTF_8)).forEach(said::add);
        }

        /** The next event of a stream; waits for it. */
        JsonNode next() throws InterruptedException {
            return requireNonNull(said.poll(30, TimeUnit.SECONDS), "no event came");
        }

        /** From now on, writing fails. */
        void goAway() {
            gone = true;
        }

        String text() {
            return written.toString(UTF_8);
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(text());
        }

        /** What an event stream says, without comments. */
        List<JsonNode> events() {
            return events(text());
        }

        private static List<JsonNode> events(String text) {
            return text.lines()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> JsonMapper.shared().readTree(line.substring(6)))
                    .toList();
        }

        String session() {
            return headers.getOrDefault("Mcp-Session-Id", "");
        }
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Opens a session and gives its id. */
    String open(Principal principal, String revision) {
        return initialize(principal, revision).session();
    }

    Answer initialize(Principal principal, String revision) {
        return initialize(principal, revision, "{}");
    }

    Answer initialize(Principal principal, String revision, String capabilities) {
        return post(
                principal,
                Map.of(),
                "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'%s',"
                                .formatted(revision)
                        + "'capabilities':%s,'clientInfo':{'name':'t','version':'1'}}}"
                                .formatted(capabilities));
    }

    /** Posts in a session. Single quotes stand for double ones. */
    Answer post(Principal principal, String session, String body) {
        return post(principal, Map.of("mcp-session-id", session), body);
    }

    Answer post(Principal principal, Map<String, String> headers, String body) {
        Answer answer = new Answer();
        handle("POST", principal, headers, body, answer);
        return answer;
    }

    /** Posts on a thread of its own. */
    CompletableFuture<Answer> postLater(
            Principal principal, String session, String body, Answer answer) {
        CompletableFuture<Answer> later = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                handle(
                                        "POST",
                                        principal,
                                        Map.of("mcp-session-id", session),
                                        body,
                                        answer);
                                later.complete(answer);
                            } catch (RuntimeException e) {
                                later.completeExceptionally(e);
                            }
                        });
        return later;
    }

    /** Sends something that has no body. */
    Answer send(String method, Principal principal, String session) {
        Answer answer = new Answer();
        handle(method, principal, Map.of("mcp-session-id", session), "", answer);
        return answer;
    }

    private void handle(
            String method,
            Principal principal,
            Map<String, String> headers,
            String body,
            Answer answer) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        USUAL.forEach((name, value) -> all.put(name, List.of(value)));
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        all.values().removeIf(List.of("")::equals);
        byte[] bytes = body.replace('\'', '"').getBytes(UTF_8);
        try {
            endpoint.handle(
                    new HttpRequest(method, all, new ByteArrayInputStream(bytes), principal),
                    answer);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the endpoint; closing does no more. */
    void stop() {
        endpoint.close();
    }

    @Override
    public void close() {
        stop();
    }
}
