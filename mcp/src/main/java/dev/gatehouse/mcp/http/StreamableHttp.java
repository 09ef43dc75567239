package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.era.SelfDescription;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.http.AnswerWriter.Form;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.MessageEncoder;
import dev.gatehouse.mcp.rpc.Received;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The MCP endpoint of all revisions (MCP 2025-11-25 and 2026-07-28, transports, Streamable HTTP).
 * Safe for many threads; each request is handled on its own, which may block.
 *
 * <p>A request that speaks for itself in {@code _meta} is stateless, {@code initialize} opens a
 * session, and for all else the header names the revision (MCP 2026-07-28, versioning, backward
 * compatibility).
 *
 * <p>No stream can be resumed, so a client that goes away has cancelled what it asked for; events
 * carry no id for the same reason.
 */
public final class StreamableHttp implements AutoCloseable {

    /** How long cancelled calls may take to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Host host;
    private final HttpLimits limits;
    private final SessionHttp inSessions;
    private final StatelessHttp stateless;
    private final Bodies bodies;
    private final MessageEncoder encoder = new MessageEncoder();
    private final Semaphore requests;
    private final Semaphore streams;

    /**
     * @param clock tells how long a session was not used
     * @param chance makes the ids of sessions
     */
    public StreamableHttp(Host host, HttpLimits limits, InstantSource clock, SecureRandom chance) {
        this.host = host;
        this.limits = limits;
        Memory memory = new Memory(limits.waitingBytes());
        this.bodies = new Bodies(limits, memory);
        this.requests = new Semaphore(limits.requests());
        this.streams = new Semaphore(limits.streams().most());
        Sessions sessions = new Sessions(limits.sessions(), clock, chance);
        Rounds rounds = new Rounds(limits.heartbeat());
        this.inSessions = new SessionHttp(host, limits, sessions, requests, memory, rounds);
        this.stateless = new StatelessHttp(host, limits, requests, streams, memory, rounds);
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
                case "GET" -> {
                    requireHandshake(request);
                    inSessions.get(request, reply);
                }
                case "DELETE" -> {
                    requireHandshake(request);
                    inSessions.delete(request, reply);
                }
                default -> throw HttpRefusal.wrongMethod();
            }
        } catch (HttpRefusal refusal) {
            refusal.incident(request.principal())
                    .filter(incident -> isTold(incident, request))
                    .ifPresent(host.incidents()::report);
            new AnswerWriter(reply, encoder, Form.SINGLE).refused(refusal);
        }
    }

    /** What there is to do just now. */
    public HttpLoad load() {
        return new HttpLoad(
                inSessions.open(),
                limits.requests() - requests.availablePermits(),
                limits.streams().most() - streams.availablePermits());
    }

    /** Only POST asks for anything; to reach for somebody else's session is told all the same. */
    private static boolean isTold(Incident incident, HttpRequest request) {
        return request.method().equals("POST")
                || (incident instanceof Incident.NoSession(_, boolean foreign) && foreign);
    }

    /** Ends all sessions and streams, cancels what runs, and waits a little until it is over. */
    @Override
    public void close() {
        inSessions.close();
        stateless.close();
        try {
            awaitAll(requests, limits.requests());
            awaitAll(streams, limits.streams().most());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitAll(Semaphore places, int all) throws InterruptedException {
        if (places.tryAcquire(all, PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            places.release(all);
        }
    }

    /** Only sessions have GET and DELETE. */
    private static void requireHandshake(HttpRequest request) {
        Optional<String> named = request.header(HttpRequest.REVISION);
        if (named.isPresent()) {
            Revision revision =
                    Revision.of(named.get()).orElseThrow(() -> unsupported(named.get()));
            if (Revision.stateless().contains(revision)) {
                throw HttpRefusal.postOnly();
            }
        }
    }

    private static HttpRefusal unsupported(String revision) {
        return HttpRefusal.badRequest(SelfDescription.unsupported(revision).error());
    }

    private void post(HttpRequest request, HttpReply reply)
            throws IOException, InterruptedException {
        MediaTypes.check(request);
        try (Bodies.Body body = bodies.read(request)) {
            requireCleared(request.clearance(), body.received());
            if (isStateless(request, body.received())) {
                stateless.post(request, body, reply);
            } else {
                inSessions.post(request, body.received(), reply);
            }
        }
    }

    /** Before anything begins: the status is part of the answer (MCP, scope challenge handling). */
    private static void requireCleared(Clearance clearance, Received received) {
        switch (received) {
            case Received.Single(Message.Request asked) when asked.method().equals("tools/call") ->
                    clearance
                            .challenge(asked.params().path("name").asString(""))
                            .map(HttpRefusal::notCleared)
                            .ifPresent(
                                    refusal -> {
                                        throw refusal.about(asked.id());
                                    });
            case Received.Batch(List<Received> elements) ->
                    elements.forEach(element -> requireCleared(clearance, element));
            case Received.Single _, Received.Invalid _ -> {
                // Calls no tool.
            }
        }
    }

    /** An unknown revision is taken for a later one: only since 2026-07-28 there is an answer. */
    private static boolean isStateless(HttpRequest request, Received received) {
        Optional<String> named = request.header(HttpRequest.REVISION);
        boolean known = named.isEmpty() || Revision.of(named.get()).isPresent();
        boolean handshake =
                named.flatMap(Revision::of).map(Revision.handshake()::contains).orElse(known);
        return switch (received) {
            case Received.Single(Message.Request asked) when SelfDescription.isIn(asked.params()) ->
                    true;
            case Received.Single(Message.Request asked) when asked.method().equals("initialize") ->
                    !known;
            case Received.Single _, Received.Batch _, Received.Invalid _ -> !handshake;
        };
    }

    static HttpRefusal invalid(Received.Invalid invalid) {
        HttpRefusal refusal = HttpRefusal.unreadable(invalid.error());
        return invalid.id().map(refusal::about).orElse(refusal);
    }
}
