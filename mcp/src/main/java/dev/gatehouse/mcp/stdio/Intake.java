package dev.gatehouse.mcp.stdio;

import dev.gatehouse.mcp.era.Answer;
import dev.gatehouse.mcp.era.Era;
import dev.gatehouse.mcp.exchange.Carrier;
import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.exchange.Flight;
import dev.gatehouse.mcp.exchange.Flights;
import dev.gatehouse.mcp.exchange.Sender;
import dev.gatehouse.mcp.exchange.Session;
import dev.gatehouse.mcp.exchange.Turn;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.host.Incidents;
import dev.gatehouse.mcp.json.JsonLimits;
import dev.gatehouse.mcp.peer.Feature;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.MessageDecoder;
import dev.gatehouse.mcp.rpc.Received;
import dev.gatehouse.mcp.rpc.RequestId;
import dev.gatehouse.mcp.rpc.RpcError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Takes in one line after the other and sees that each request in it is answered. Notifications and
 * short answers happen on the reading thread, so that a cancellation is never behind the calls; all
 * else on a virtual thread that waits for its turn.
 */
final class Intake {

    /** What a waiting request costs beside its tree, mostly for its thread. */
    private static final int REQUEST_BYTES = 4096;

    /** What a byte of JSON may take as a tree; a list of small numbers comes near. */
    private static final int TREE_BYTES = 16;

    private final Era era;
    private final Session session;
    private final Flights flights;
    private final LineWriter out;
    private final Incidents incidents;
    private final Lifecycle lifecycle;
    private final StdioLimits limits;
    private final MessageDecoder decoder;
    private final Semaphore calls;
    private final Semaphore lookups;
    private final Semaphore streams;
    private final Semaphore waitingBytes;
    private final Semaphore askingBytes;

    Intake(
            Era era,
            Session session,
            Flights flights,
            LineWriter out,
            Incidents incidents,
            Lifecycle lifecycle,
            StdioLimits limits) {
        this.era = era;
        this.session = session;
        this.flights = flights;
        this.out = out;
        this.incidents = incidents;
        this.lifecycle = lifecycle;
        this.limits = limits;
        this.decoder = new MessageDecoder(JsonLimits.DEFAULT, limits.batch());
        this.calls = new Semaphore(limits.runningCalls(), true);
        this.lookups = new Semaphore(limits.runningLookups(), true);
        this.streams = new Semaphore(limits.streams());
        this.waitingBytes = new Semaphore(limits.waitingBytes(), true);
        this.askingBytes = new Semaphore(limits.waitingBytes() / 2);
    }

    /** Takes in one line; waits while too much is read and not answered. */
    void take(byte[] line) {
        Received received = decoder.decode(line);
        if (!isReadable(received)) {
            reportUnreadable();
        }
        switch (received) {
            case Received.Batch(List<Received> elements) -> takeBatch(elements, line.length);
            case Received.Single single -> takeAll(List.of(single), false, line.length);
            case Received.Invalid invalid -> takeAll(List.of(invalid), false, line.length);
        }
    }

    /** Answers a line that was too long to be read. */
    void refuseLongLine() {
        reportUnreadable();
        refuse("A message has at most " + limits.lineBytes() + " bytes");
    }

    private void takeBatch(List<Received> elements, int length) {
        if (session.has(Feature.BATCHES)) {
            takeAll(elements, true, length);
        } else {
            refuse("This revision has no batches: send one message a line");
        }
    }

    private boolean isReadable(Received received) {
        boolean unknownForm = received instanceof Received.Batch && !session.has(Feature.BATCHES);
        return !unknownForm && !received.isPartlyInvalid();
    }

    private void reportUnreadable() {
        incidents.report(new Incident.Unreadable(session.principal()));
    }

    private void takeAll(List<Received> elements, boolean batch, int length) {
        int expected = (int) elements.stream().filter(Received::wantsAnswer).count();
        int cost = cost(length, expected);
        if (expected > 0) {
            // What wants no answer waits for nothing: a call may wait for it.
            waitingBytes.acquireUninterruptibly(cost);
        }
        int share = cost / Math.max(1, expected);
        Turn turn = new CallTurn(calls, waitingBytes, askingBytes, share);
        Runnable release = () -> waitingBytes.release(cost);
        LineReply reply = new LineReply(out, batch, expected, release);
        elements.forEach(element -> take(element, turn, reply));
    }

    private int cost(int length, int requests) {
        long estimate = (long) length * TREE_BYTES + (long) requests * REQUEST_BYTES;
        return (int) Math.min(limits.waitingBytes(), estimate);
    }

    private void take(Received element, Turn turn, LineReply reply) {
        switch (element) {
            case Received.Single(Message message) -> take(message, turn, reply);
            case Received.Invalid(Optional<RequestId> id, RpcError error) ->
                    reply.answered(session.error(id, error));
            case Received.Batch _ -> throw new IllegalStateException("a batch inside a batch");
        }
    }

    private void take(Message message, Turn turn, LineReply reply) {
        switch (message) {
            case Message.Request request -> begin(request, turn, reply);
            case Message.Notification notification ->
                    era.hear(notification, new Carrier(session, flights, out));
            case Message.Response _, Message.ErrorResponse _, Message.UnidentifiedError _ ->
                    session.questions().answer(message);
        }
    }

    private void begin(Message.Request request, Turn turn, LineReply reply) {
        RequestId id = request.id();
        Optional<Flight> begun = flights.begin(id);
        if (begun.isEmpty()) {
            reply.answered(new Message.ErrorResponse(id, Flights.ID_IN_USE));
            return;
        }
        Flight flight = begun.get();
        Asked asked = new Asked(id, flight, reply);
        switch (era.answer(
                request,
                new Exchange(session, new Sender(session.principal()), flight, out, turn))) {
            case Answer.Now(Message answer) -> end(asked, answer);
            case Answer.Lookup(Supplier<Message> work) -> start(asked, work, lookups);
            case Answer.Call(Supplier<Message> work) -> start(asked, work, calls);
            case Answer.Stream(Supplier<Message> work) -> startStream(asked, work);
        }
    }

    /** A request that is under way, and where its answer goes. */
    private record Asked(RequestId id, Flight flight, LineReply reply) {}

    /** A stream holds up neither other requests nor what its line may cost. */
    private void startStream(Asked asked, Supplier<Message> work) {
        if (!streams.tryAcquire()) {
            String message = "At most " + limits.streams() + " subscriptions are open at once";
            RpcError error = new RpcError(ErrorCode.REFUSED, message);
            end(asked, new Message.ErrorResponse(asked.id(), error));
            return;
        }
        asked.reply().cancelled();
        var last = new LineReply(out, false, 1, streams::release);
        spawn(() -> end(new Asked(asked.id(), asked.flight(), last), work.get()));
    }

    private void start(Asked asked, Supplier<Message> work, Semaphore turns) {
        spawn(() -> run(asked, work, turns));
    }

    private void spawn(Runnable work) {
        lifecycle.began();
        Thread.ofVirtual()
                .name("mcp-request")
                .start(
                        () -> {
                            try {
                                work.run();
                            } finally {
                                lifecycle.ended();
                            }
                        });
    }

    /**
     * The turn lasts until the answer is sent: a client that does not read holds up its own calls.
     */
    private void run(Asked asked, Supplier<Message> work, Semaphore turns) {
        turns.acquireUninterruptibly();
        try {
            if (asked.flight().cancellation().isCancelled()) {
                flights.forget(asked.id(), asked.flight());
                asked.reply().cancelled();
            } else {
                end(asked, work.get());
            }
        } finally {
            turns.release();
        }
    }

    private void end(Asked asked, Message answer) {
        boolean answered = asked.flight().answer();
        flights.forget(asked.id(), asked.flight());
        if (answered) {
            asked.reply().answered(answer);
        } else {
            asked.reply().cancelled();
        }
    }

    private void refuse(String words) {
        RpcError error = new RpcError(ErrorCode.INVALID_REQUEST, words);
        out.send(session.error(Optional.empty(), error));
    }
}
