package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.era.Answer;
import dev.gatehouse.mcp.era.Era;
import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.exchange.Flight;
import dev.gatehouse.mcp.exchange.Flights;
import dev.gatehouse.mcp.exchange.Sender;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.Received;
import dev.gatehouse.mcp.rpc.RequestId;
import dev.gatehouse.mcp.rpc.RpcError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The work on one POST, in a session or as one of its own: begins what was asked, and writes what
 * comes of it.
 */
final class Post {

    private final Era era;
    private final HttpSession session;
    private final Sender sender;
    private final AnswerWriter writer;
    private final Rounds rounds;
    private final long due;
    private final Memory.Share memory;
    private final Mailbox mailbox = new Mailbox();
    private final List<Flight> flights = new ArrayList<>();
    private final List<Message> ready = new ArrayList<>();
    private Optional<Runnable> own = Optional.empty();

    /**
     * @param sender whose request it is
     * @param memory for the answers, given back when they are written
     */
    Post(
            Era era,
            HttpSession session,
            Sender sender,
            AnswerWriter writer,
            Rounds rounds,
            Memory.Share memory) {
        this.era = era;
        this.session = session;
        this.sender = sender;
        this.writer = writer;
        this.rounds = rounds;
        this.due = System.nanoTime() + rounds.heartbeat().toNanos();
        this.memory = memory;
    }

    /**
     * Takes in messages that want no answer.
     *
     * @throws IOException when the client is gone
     */
    void hear(List<Received> messages) throws IOException {
        messages.forEach(this::take);
        writer.accepted();
    }

    /**
     * Takes in messages in their order and answers the requests among them. When the client turns
     * out to be gone they are cancelled: an answer that cannot be fetched later is for nobody.
     *
     * @throws IOException when the client is gone
     */
    void answer(List<Received> messages) throws IOException, InterruptedException {
        try {
            messages.forEach(this::take);
            work();
        } finally {
            // After a complete answer this finds nothing left to do.
            giveUp();
            mailbox.awaitEnd();
            memory.close();
        }
    }

    private void giveUp() {
        mailbox.abandon();
        flights.forEach(Flight::cancel);
    }

    private void take(Received element) {
        switch (element) {
            case Received.Single(Message.Request request) -> begin(request);
            case Received.Single(Message.Notification notification) ->
                    era.hear(notification, session.carrier());
            case Received.Single(Message answer) -> session.session().questions().answer(answer);
            case Received.Invalid(Optional<RequestId> id, RpcError error) ->
                    ready.add(session.session().error(id, error));
            case Received.Batch _ -> throw new IllegalStateException("a batch inside a batch");
        }
    }

    private void begin(Message.Request request) {
        Optional<Flight> begun = session.begin(request.id());
        if (begun.isEmpty()) {
            ready.add(new Message.ErrorResponse(request.id(), Flights.ID_IN_USE));
            return;
        }
        Flight flight = begun.get();
        flights.add(flight);
        switch (era.answer(request, exchange(flight))) {
            case Answer.Now(Message answer) ->
                    end(request.id(), flight, answer).ifPresent(ready::add);
            case Answer.Lookup(Supplier<Message> work) -> begin(request.id(), flight, work);
            case Answer.Call(Supplier<Message> work) -> begin(request.id(), flight, work);
            case Answer.Stream(Supplier<Message> work) -> begin(request.id(), flight, work);
        }
    }

    private Exchange exchange(Flight flight) {
        return new Exchange(session.session(), sender, flight, mailbox, session.turn());
    }

    /** The first piece of work is done on this thread, once everything was taken in. */
    private void begin(RequestId id, Flight flight, Supplier<Message> work) {
        mailbox.began();
        if (own.isEmpty()) {
            own = Optional.of(() -> run(id, flight, work));
        } else {
            Thread.ofVirtual().name("mcp-request").start(() -> run(id, flight, work));
        }
    }

    private void work() throws IOException, InterruptedException {
        if (own.isEmpty()) {
            write();
            return;
        }
        Scribe scribe = new Scribe(this::write, this::giveUp, due);
        mailbox.onLetter(scribe::begin);
        rounds.add(scribe);
        try {
            own.get().run();
        } finally {
            rounds.remove(scribe);
        }
        scribe.finish();
    }

    /** However the work ends, the mailbox hears of it: somebody waits for that. */
    private void run(RequestId id, Flight flight, Supplier<Message> work) {
        Optional<Message> answer = Optional.empty();
        try {
            answer = end(id, flight, inTurn(id, flight, work));
        } finally {
            mailbox.ended(answer);
        }
    }

    private Optional<Message> inTurn(RequestId id, Flight flight, Supplier<Message> work) {
        session.turns().acquireUninterruptibly();
        try {
            return flight.cancellation().isCancelled()
                    ? Optional.empty()
                    : Optional.of(kept(id, work.get()));
        } finally {
            session.turns().release();
        }
    }

    /** The answer, if there is memory to keep it until the client has read it. */
    private Message kept(RequestId id, Message answer) {
        try {
            memory.grow(AnswerSize.of(answer));
            return answer;
        } catch (HttpRefusal full) {
            String words = "Too many long answers wait for their clients: ask again, or for less";
            return new Message.ErrorResponse(id, new RpcError(ErrorCode.REFUSED, words));
        }
    }

    private Optional<Message> end(RequestId id, Flight flight, Optional<Message> answer) {
        boolean answered = flight.answer();
        session.flights().forget(id, flight);
        return answer.filter(_ -> answered);
    }

    private Optional<Message> end(RequestId id, Flight flight, Message answer) {
        return end(id, flight, Optional.of(answer));
    }

    /** Answers whole what is soon complete, and turns everything else into a stream. */
    private void write() throws IOException, InterruptedException {
        while (true) {
            switch (mailbox.next(Duration.ofNanos(due - System.nanoTime()))) {
                case Letterbox.Found.End _ -> {
                    writer.whole(ready);
                    return;
                }
                case Letterbox.Found.Nothing _ -> {
                    stream();
                    return;
                }
                case Letterbox.Found.Letter(Message message) -> {
                    ready.add(message);
                    if (message instanceof Message.Notification
                            || message instanceof Message.Request) {
                        stream();
                        return;
                    }
                }
            }
        }
    }

    private void stream() throws IOException, InterruptedException {
        EventWriter events = writer.stream();
        for (Message message : ready) {
            events.message(message);
        }
        new EventPump(events, rounds.heartbeat()).run(mailbox);
    }
}
