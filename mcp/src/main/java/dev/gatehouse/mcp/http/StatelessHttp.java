package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.era.Era;
import dev.gatehouse.mcp.era.SelfDescription;
import dev.gatehouse.mcp.era.StatelessEra;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.http.AnswerWriter.Form;
import dev.gatehouse.mcp.json.Excerpt;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.MessageEncoder;
import dev.gatehouse.mcp.rpc.Received;
import dev.gatehouse.mcp.rpc.RpcException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The revision 2026-07-28 (MCP, Streamable HTTP): each POST is answered on its own, and whoever
 * goes away has cancelled it.
 */
final class StatelessHttp {

    private static final String LISTEN = "subscriptions/listen";
    private static final int LONGEST_NAME = 128;

    /** The longest body of a subscription: it takes memory as long as that is open. */
    private static final int SUBSCRIPTION_BYTES = 8192;

    private final Host host;
    private final Era era;
    private final Memory memory;
    private final Rounds rounds;
    private final Semaphore requests;
    private final Semaphore streams;
    private final Shares requestsOfEach;
    private final Shares streamsOfEach;
    private final MessageEncoder encoder = new MessageEncoder();

    /** What ends each request that is under way when the endpoint closes. */
    private final Set<Runnable> endings = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    /**
     * @param requests the places for requests of all clients
     * @param streams the places for subscriptions of all clients
     * @param memory of what waits
     */
    StatelessHttp(
            Host host,
            HttpLimits limits,
            Semaphore requests,
            Semaphore streams,
            Memory memory,
            Rounds rounds) {
        this.host = host;
        this.memory = memory;
        this.rounds = rounds;
        this.era = new StatelessEra(host);
        this.requests = requests;
        this.streams = streams;
        this.requestsOfEach = new Shares(limits.requestsOfSession());
        this.streamsOfEach = new Shares(limits.streams().ofIdentity());
    }

    /** Cancels what runs and ends what listens; there will be no more of it. */
    void close() {
        closed = true;
        endings.forEach(Runnable::run);
    }

    void post(HttpRequest request, Bodies.Body body, HttpReply reply)
            throws IOException, InterruptedException {
        AnswerWriter writer = new AnswerWriter(reply, encoder, Form.TELLING);
        switch (body.received()) {
            case Received.Single(Message.Request asked) when asked.method().equals(LISTEN) ->
                    listen(asked, request, body.length(), writer);
            case Received.Single(Message.Request asked) -> answer(asked, request, writer);
            case Received.Single(Message.Notification _) -> hear(request, writer);
            case Received.Single _ ->
                    throw HttpRefusal.badRequest("This revision has no answers of clients");
            case Received.Invalid invalid -> throw StreamableHttp.invalid(invalid);
            case Received.Batch _ -> throw HttpRefusal.noBatches();
        }
    }

    /** This revision defines no notification that says anything over HTTP. */
    private static void hear(HttpRequest request, AnswerWriter writer) throws IOException {
        requireOurs(request);
        writer.accepted();
    }

    private static void requireOurs(HttpRequest request) {
        String revision = request.header(HttpRequest.REVISION).orElse("");
        if (Revision.of(revision).filter(Revision.stateless()::contains).isEmpty()) {
            throw HttpRefusal.badRequest(SelfDescription.unsupported(revision).error());
        }
    }

    private void answer(Message.Request asked, HttpRequest request, AnswerWriter writer)
            throws IOException, InterruptedException {
        try (Place _ = requestsOfEach.take(request.principal(), HttpRefusal::tooMany);
                Place _ = Place.in(requests, HttpRefusal::busy)) {
            HttpSession alone = checked(asked, request);
            run(alone::end, post(alone, request, writer), asked);
        } catch (HttpRefusal refusal) {
            throw refusal.about(asked.id());
        }
    }

    /** When the endpoint closes, a subscription is not cancelled: it ends with a result. */
    private void listen(Message.Request asked, HttpRequest request, int length, AnswerWriter writer)
            throws IOException, InterruptedException {
        try (Place _ = streamsOfEach.take(request.principal(), HttpRefusal::tooManyStreams);
                Place _ = Place.in(streams, HttpRefusal::busy)) {
            if (length > SUBSCRIPTION_BYTES) {
                throw HttpRefusal.tooLargeToListen(SUBSCRIPTION_BYTES);
            }
            HttpSession alone = checked(asked, request);
            run(alone.session()::end, post(alone, request, writer), asked);
        } catch (HttpRefusal refusal) {
            throw refusal.about(asked.id());
        }
    }

    private Post post(HttpSession alone, HttpRequest request, AnswerWriter writer) {
        return new Post(era, alone, request.sender(), writer, rounds, memory.share());
    }

    private void run(Runnable ending, Post post, Message.Request asked)
            throws IOException, InterruptedException {
        endings.add(ending);
        try {
            if (closed) {
                throw HttpRefusal.busy();
            }
            post.answer(List.of(new Received.Single(asked)));
        } finally {
            endings.remove(ending);
        }
    }

    /** The session of this one request, of which nothing is remembered. */
    private HttpSession checked(Message.Request asked, HttpRequest request) {
        HttpSession alone = new HttpSession(request.principal(), host.ids().get(), 1);
        RepeatedHeaders headers = new RepeatedHeaders(request, asked);
        headers.checkRevision();
        requireOurs(request);
        try {
            Peer peer = SelfDescription.peer(asked.params(), alone.session());
            if (asked.method().equals("tools/call")) {
                checkCall(headers, peer, asked);
            } else {
                headers.checkStandard();
            }
        } catch (RpcException mistake) {
            throw HttpRefusal.badRequest(mistake.error());
        }
        return alone;
    }

    /** A call that two programs would understand in two ways leaves its trace. */
    private void checkCall(RepeatedHeaders headers, Peer peer, Message.Request asked) {
        String tool = asked.params().path("name").asString("");
        Offer offer = offerTo(peer, asked.method());
        try {
            headers.checkStandard();
            offer.tools()
                    .find(tool)
                    .ifPresent(known -> headers.checkArguments(known.inputSchema()));
        } catch (HttpRefusal mismatch) {
            String shown = Excerpt.of(tool, LONGEST_NAME);
            host.incidents().report(new Incident.WrongArguments(peer, shown, List.of()));
            throw mismatch.told();
        }
    }

    private Offer offerTo(Peer peer, String method) {
        try {
            return host.offering().offerTo(peer);
        } catch (RuntimeException failure) {
            String id = host.ids().get();
            host.incidents().report(new Incident.Failure(id, method, failure));
            throw HttpRefusal.failed("Internal error " + id + ": a fault of the server");
        }
    }
}
