package dev.gatehouse.mcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.Transcript;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.peer.Principal;
import dev.gatehouse.mcp.peer.Revision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An endpoint of a workshop, and requests to it without a network. Every message that comes back is
 * held against the official schema of its revision.
 */
final class Exchanges implements AutoCloseable {

    static final Principal ANN = new LocalUser("ann");
    static final Principal BOB = new LocalUser("bob");

    private static final Map<String, String> USUAL =
            Map.of(
                    "Content-Type", "application/json",
                    "Accept", "application/json, text/event-stream");

    final Workshop workshop = new Workshop();
    private final StreamableHttp endpoint;
    private final Map<String, Revision> revisions = new ConcurrentHashMap<>();
    private final Queue<AssertionError> misfits = new ConcurrentLinkedQueue<>();
    private volatile Instant now = Instant.EPOCH;

    Exchanges(HttpLimits limits) {
        this.endpoint =
                new StreamableHttp(workshop.host(100), limits, () -> now, new SecureRandom());
    }

    /** Which tools requests may call. */
    volatile Clearance clearance = Clearance.ALL;

    /** An answer, as far as it was written. */
    static final class Answer implements HttpReply {
        volatile Consumer<JsonNode> schema = _ -> {};
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
            if (body.length > 0) {
                schema.accept(json());
            }
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
            notifyAll();
            String text = new String(bytes, UTF_8);
            for (JsonNode message : messages(text)) {
                said.add(message);
                schema.accept(message);
            }
        }

        /** The next event of a stream; waits for it. */
        JsonNode next() throws InterruptedException {
            return requireNonNull(said.poll(30, TimeUnit.SECONDS), "no event came");
        }

        /** Waits until the stream has said so much. */
        synchronized void await(int events) throws InterruptedException {
            await(() -> events().size() >= events);
        }

        /** Waits until what was written is as wanted; looks with each piece of it. */
        synchronized void await(BooleanSupplier wanted) throws InterruptedException {
            while (!wanted.getAsBoolean()) {
                wait();
            }
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
            return messages(text());
        }

        private static List<JsonNode> messages(String text) {
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
        Answer answer =
                post(
                        principal,
                        Map.of(),
                        "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'%s',"
                                        .formatted(revision)
                                + "'capabilities':%s,'clientInfo':{'name':'t','version':'1'}}}"
                                        .formatted(capabilities));
        Revision.of(revision).ifPresent(known -> revisions.put(answer.session(), known));
        return answer;
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

    /** Posts in a session on a thread of its own. */
    CompletableFuture<Answer> postLater(
            Principal principal, String session, String body, Answer answer) {
        return later("POST", principal, Map.of("mcp-session-id", session), body, answer);
    }

    /** Sends something on a thread of its own. */
    CompletableFuture<Answer> later(
            String method,
            Principal principal,
            Map<String, String> headers,
            String body,
            Answer answer) {
        CompletableFuture<Answer> later = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                handle(method, principal, headers, body, answer);
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
        String json = body.replace('\'', '"');
        byte[] bytes = json.getBytes(UTF_8);
        answer.schema = schema(headers, json, answer);
        try {
            endpoint.handle(
                    new HttpRequest(
                            method, all, new ByteArrayInputStream(bytes), principal, clearance),
                    answer);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds what comes back for {@code json} against the schema. */
    private Consumer<JsonNode> schema(Map<String, String> headers, String json, Answer answer) {
        Revision session =
                headers.entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase("mcp-session-id"))
                        .map(header -> revisions.get(header.getValue()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(Revision.LATEST_HANDSHAKE);
        Transcript transcript = new Transcript(session);
        transcript.sent(json);
        // The body of a refusal is an error without id in all revisions of this transport.
        Transcript refusals = new Transcript(Revision.LATEST_HANDSHAKE);
        refusals.sent(json);
        return message -> {
            try {
                (answer.status < 400 ? transcript : refusals).received(message);
            } catch (AssertionError misfit) {
                misfits.add(misfit);
            }
        };
    }

    /** Ends the endpoint; what is asked from now on is turned away. */
    void stop() {
        endpoint.close();
    }

    /** Ends the endpoint; fails when a message did not fit its schema. */
    @Override
    public void close() {
        stop();
        assertThat(misfits).isEmpty();
    }
}
