package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.era.Answer;
import dev.gatehouse.mcp.era.Era;
import dev.gatehouse.mcp.era.HandshakeEra;
import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.exchange.Flight;
import dev.gatehouse.mcp.exchange.Sender;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.http.AnswerWriter.Form;
import dev.gatehouse.mcp.peer.Feature;
import dev.gatehouse.mcp.peer.Principal;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.MessageEncoder;
import dev.gatehouse.mcp.rpc.Received;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The handshake revisions (MCP 2025-11-25, transports, Streamable HTTP): sessions, what is asked in
 * them, and their streams of what nobody asked for.
 */
final class SessionHttp {

    private final Host host;
    private final HttpLimits limits;
    private final Era era;
    private final Memory memory;
    private final Rounds rounds;
    private final Sessions sessions;
    private final Semaphore requests;
    private final MessageEncoder encoder = new MessageEncoder();

    /**
     * @param requests the places for requests of all clients
     * @param memory of what waits
     */
    SessionHttp(
            Host host,
            HttpLimits limits,
            Sessions sessions,
            Semaphore requests,
            Memory memory,
            Rounds rounds) {
        this.host = host;
        this.limits = limits;
        this.memory = memory;
        this.rounds = rounds;
        this.era = new HandshakeEra(host);
        this.sessions = sessions;
        this.requests = requests;
    }

    /** Ends all sessions; there will be no new ones. */
    void close() {
        sessions.close();
    }

    /** How many sessions are open. */
    int open() {
        return sessions.count();
    }

    void delete(HttpRequest request, HttpReply reply) throws IOException {
        sessions.end(sessionId(request), request.principal());
        reply.whole(204, Map.of(), new byte[0]);
    }

    /**
     * Streams what belongs to no request, as long as the session lasts. A second stream ends the
     * first: its client may have lost it without our noticing.
     */
    void get(HttpRequest request, HttpReply reply) throws IOException, InterruptedException {
        MediaTypes.checkStream(request);
        try (Sessions.Visit visit = sessions.enter(sessionId(request), request.principal())) {
            Letterbox letters = visit.session().announcements().read();
            EventWriter events = new AnswerWriter(reply, encoder, Form.SINGLE).stream();
            new EventPump(events, limits.heartbeat()).run(letters);
        }
    }

    void post(HttpRequest request, Received received, HttpReply reply)
            throws IOException, InterruptedException {
        Optional<String> id = request.header(HttpRequest.SESSION);
        if (id.isPresent()) {
            try (Sessions.Visit visit = sessions.enter(id.get(), request.principal())) {
                answer(received, visit.session(), request.sender(), reply);
            }
        } else {
            postWithoutSession(received, request.principal(), reply);
        }
    }

    private void answer(Received received, HttpSession session, Sender sender, HttpReply reply)
            throws IOException, InterruptedException {
        Form form = received instanceof Received.Batch ? Form.BATCH : Form.SINGLE;
        AnswerWriter writer = new AnswerWriter(reply, encoder, form);
        Post post = new Post(era, session, sender, writer, rounds, memory.share());
        switch (received) {
            case Received.Single single -> answer(List.of(single), post, session);
            case Received.Invalid invalid -> throw StreamableHttp.invalid(invalid);
            case Received.Batch(List<Received> elements) -> {
                if (!session.session().has(Feature.BATCHES)) {
                    throw HttpRefusal.noBatches();
                }
                if (received.isPartlyInvalid()) {
                    host.incidents().report(new Incident.Unreadable(sender.principal()));
                }
                answer(elements, post, session);
            }
        }
    }

    /** What asks for nothing needs no place: a cancellation gets through however much is asked. */
    private void answer(List<Received> messages, Post post, HttpSession session)
            throws IOException, InterruptedException {
        if (messages.stream().anyMatch(Received::wantsAnswer)) {
            try (Place _ = Place.in(requests, HttpRefusal::busy);
                    Place _ = Place.in(session.requests(), HttpRefusal::tooMany)) {
                post.answer(messages);
            }
        } else {
            post.hear(messages);
        }
    }

    private void postWithoutSession(Received received, Principal principal, HttpReply reply)
            throws IOException {
        switch (received) {
            case Received.Single(Message.Request asked)
                    when asked.method().equals("initialize") -> {
                try (Place _ = Place.in(requests, HttpRefusal::busy)) {
                    initialize(asked, principal, reply);
                }
            }
            case Received.Invalid invalid -> throw StreamableHttp.invalid(invalid);
            case Received.Single _, Received.Batch _ -> throw HttpRefusal.askedWithoutSession();
        }
    }

    private void initialize(Message.Request request, Principal principal, HttpReply reply)
            throws IOException {
        HttpSession session =
                new HttpSession(principal, host.ids().get(), limits.requestsOfSession());
        Exchange exchange = new Exchange(session.session(), new Flight(), session.announcements());
        Message answer =
                switch (era.answer(request, exchange)) {
                    case Answer.Now(Message now) -> now;
                    case Answer.Lookup(Supplier<Message> work) -> work.get();
                    case Answer.Call(Supplier<Message> work) -> work.get();
                    case Answer.Stream(Supplier<Message> work) -> work.get();
                };
        boolean open = session.session().peer().isPresent();
        Map<String, String> headers =
                open ? Map.of(HttpRequest.SESSION, sessions.keep(session)) : Map.of();
        new AnswerWriter(reply, encoder, Form.SINGLE).whole(List.of(answer), headers);
    }

    private static String sessionId(HttpRequest request) {
        return request.header(HttpRequest.SESSION).orElseThrow(HttpRefusal::sessionMissing);
    }
}
