package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.era.Answer;
import dev.gatehouse.mcp.era.Era;
import dev.gatehouse.mcp.era.HandshakeEra;
import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.exchange.Flight;
import dev.gatehouse.mcp.exchange.Outbox;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.json.JsonLimits;
import dev.gatehouse.mcp.peer.Feature;
import dev.gatehouse.mcp.peer.Principal;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.MessageDecoder;
import dev.gatehouse.mcp.rpc.MessageEncoder;
import dev.gatehouse.mcp.rpc.Received;
import dev.gatehouse.mcp.rpc.RequestId;
import dev.gatehouse.mcp.rpc.RpcError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The MCP endpoint of the handshake revisions (MCP 2025-11-25, transports, Streamable HTTP). Safe
 * for many threads; each request is handled on its own, which may block.
 *
 * <p>Nothing is pushed to clients, so GET is answered with 405, as the specification provides. No
 * stream can be resumed, so a client that goes away has cancelled what it asked for; events carry
 * no id for the same reason.
 */
public final class StreamableHttp implements AutoCloseable {

    private static final String SESSION = "Mcp-Session-Id";
    private static final String REVISION = "MCP-Protocol-Version";

    private static final int CHUNK = 8192;
    private static final int SHORT = 4096;

    /** The longest that a body may take to come. */
    private static final Duration BODY_TIME = Duration.ofSeconds(30);

    /** What a byte of JSON may take as a tree; a list of small numbers comes near. */
    private static final int TREE_BYTES = 16;

    /** How long a request waits for memory, and how long cancelled calls may take to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Host host;
    private final HttpLimits limits;
    private final Era era;
    private final Sessions sessions;
    private final MessageDecoder decoder;
    private final MessageEncoder encoder = new MessageEncoder();
    private final Semaphore requests;
    private final Semaphore waitingBytes;

    /**
     * @param clock tells how long a session was not used
     * @param chance makes the ids of sessions
     */
    public StreamableHttp(Host host, HttpLimits limits, InstantSource clock, SecureRandom chance) {
        this.host = host;
        this.limits = limits;
        this.era = new HandshakeEra(host);
        this.sessions = new Sessions(limits.sessions(), clock, chance);
        this.decoder = new MessageDecoder(JsonLimits.DEFAULT, limits.batch());
        this.requests = new Semaphore(limits.requests());
        this.waitingBytes = new Semaphore(limits.waitingBytes(), true);
    }

    /**
     * Handles one request; returns when it is answered, or cancelled and over.
     *
     * @throws IOException when the client is gone; what it asked for is cancelled
     */
    public void handle(HttpRequest request, HttpReply reply)
            throws IOException, InterruptedException {
        try {
            switch (request.method()) {
                case "POST" -> post(request, reply);
                case "DELETE" -> delete(request, reply);
                default -> throw HttpRefusal.wrongMethod();
            }
        } catch (HttpRefusal refusal) {
            refusal.incident(request.principal()).ifPresent(host.incidents()::report);
            new AnswerWriter(reply, encoder, false).refused(refusal);
        }
    }

    /** Ends all sessions, cancels what runs, and waits a little until it is over. */
    @Override
    public void close() {
        sessions.close();
        try {
            if (requests.tryAcquire(limits.requests(), PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                requests.release(limits.requests());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete(HttpRequest request, HttpReply reply) throws IOException {
        checkRevision(request);
        String id = request.header(SESSION).orElseThrow(() -> HttpRefusal.sessionMissing(SESSION));
        sessions.end(id, request.principal());
        reply.whole(204, Map.of(), new byte[0]);
    }

    private void post(HttpRequest request, HttpReply reply)
            throws IOException, InterruptedException {
        MediaTypes.check(request);
        checkRevision(request);
        Optional<String> id = request.header(SESSION);
        if (id.isPresent()) {
            postInSession(id.get(), request, reply);
        } else {
            postWithoutSession(request, reply);
        }
    }

    /**
     * Which revision is spoken was agreed in the handshake; the header only must be one of ours.
     */
    private static void checkRevision(HttpRequest request) {
        List<String> ours = Revision.handshake().stream().map(Revision::text).toList();
        Optional<String> named = request.header(REVISION);
        if (named.isPresent() && !ours.contains(named.get())) {
            throw HttpRefusal.badRequest(REVISION + " is one of " + ours);
        }
    }

    private void postInSession(String id, HttpRequest request, HttpReply reply)
            throws IOException, InterruptedException {
        try (Sessions.Visit visit = sessions.enter(id, request.principal())) {
            byte[] body = body(request);
            int cost = reserve(body);
            try {
                answer(decoder.decode(body), visit.session(), reply);
            } finally {
                waitingBytes.release(cost);
            }
        }
    }

    private void answer(Received received, HttpSession session, HttpReply reply)
            throws IOException, InterruptedException {
        AnswerWriter writer = new AnswerWriter(reply, encoder, received instanceof Received.Batch);
        Post post = new Post(era, session, writer, limits.heartbeat());
        switch (received) {
            case Received.Single single -> answer(List.of(single), post, session);
            case Received.Invalid invalid -> throw invalid(invalid);
            case Received.Batch(List<Received> elements) -> {
                if (!session.session().has(Feature.BATCHES)) {
                    throw HttpRefusal.noBatches();
                }
                if (received.isPartlyInvalid()) {
                    host.incidents().report(new Incident.Unreadable(session.principal()));
                }
                answer(elements, post, session);
            }
        }
    }

    /** What asks for nothing needs no place: a cancellation gets through however much is asked. */
    private void answer(List<Received> messages, Post post, HttpSession session)
            throws IOException, InterruptedException {
        if (Post.asks(messages)) {
            try (Place _ = Place.in(requests, HttpRefusal::busy);
                    Place _ = Place.in(session.requests(), HttpRefusal::tooMany)) {
                post.answer(messages);
            }
        } else {
            post.hear(messages);
        }
    }

    private void postWithoutSession(HttpRequest request, HttpReply reply)
            throws IOException, InterruptedException {
        byte[] body = body(request);
        int cost = reserve(body);
        try {
            switch (decoder.decode(body)) {
                case Received.Single(Message.Request asked)
                        when asked.method().equals("initialize") ->
                        answerInitialize(asked, request.principal(), reply);
                case Received.Invalid invalid -> throw invalid(invalid);
                case Received.Single _, Received.Batch _ ->
                        throw HttpRefusal.sessionMissing(SESSION);
            }
        } finally {
            waitingBytes.release(cost);
        }
    }

    private void answerInitialize(Message.Request request, Principal principal, HttpReply reply)
            throws IOException {
        try (Place _ = Place.in(requests, HttpRefusal::busy)) {
            initialize(request, principal, reply);
        }
    }

    private void initialize(Message.Request request, Principal principal, HttpReply reply)
            throws IOException {
        HttpSession session =
                new HttpSession(principal, host.ids().get(), limits.requestsOfSession());
        Exchange exchange = new Exchange(session.session(), new Flight(), new Silence());
        Message answer =
                switch (era.answer(request, exchange)) {
                    case Answer.Now(Message now) -> now;
                    case Answer.Lookup(Supplier<Message> work) -> work.get();
                    case Answer.Call(Supplier<Message> work) -> work.get();
                    case Answer.Stream(Supplier<Message> work) -> work.get();
                };
        boolean open = session.session().peer().isPresent();
        Map<String, String> headers = open ? Map.of(SESSION, sessions.keep(session)) : Map.of();
        new AnswerWriter(reply, encoder, false).whole(List.of(answer), headers);
    }

    /** There is no way to the client before its session is open. */
    private record Silence() implements Outbox {

        @Override
        public void send(Message message) {}

        @Override
        public void sendBatch(List<Message> messages) {}
    }

    /** Reads a body, as long as it comes in time: an idle client is cut off by the server. */
    private byte[] body(HttpRequest request) throws IOException {
        if (request.announcedBytes() > limits.bodyBytes()) {
            throw HttpRefusal.tooLarge(limits.bodyBytes());
        }
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int n = request.body().read(chunk); n >= 0; n = request.body().read(chunk)) {
            body.write(chunk, 0, n);
            if (body.size() > limits.bodyBytes()) {
                throw HttpRefusal.tooLarge(limits.bodyBytes());
            }
            if (System.nanoTime() - start > BODY_TIME.toNanos()) {
                throw HttpRefusal.tooSlow();
            }
        }
        return body.toByteArray();
    }

    /** Short messages take nothing, so that cancellations never wait. */
    private int reserve(byte[] body) throws InterruptedException {
        if (body.length <= SHORT) {
            return 0;
        }
        long estimate = (long) body.length * TREE_BYTES;
        int cost = (int) Math.min(limits.waitingBytes(), estimate);
        if (!waitingBytes.tryAcquire(cost, PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw HttpRefusal.busy();
        }
        return cost;
    }

    private static HttpRefusal invalid(Received.Invalid invalid) {
        RpcError error = invalid.error();
        return HttpRefusal.unreadable(
                invalid.id()
                        .<Message>map((RequestId id) -> new Message.ErrorResponse(id, error))
                        .orElseGet(() -> new Message.UnidentifiedError(error, false)));
    }
}
