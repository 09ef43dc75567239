package dev.gatehouse.mcp.exchange;

import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RequestId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * The server's own requests to one client that are not answered yet; at most {@value #MOST}. Safe
 * for many threads.
 */
public final class Questions {

    private static final int MOST = 64;

    private final Map<RequestId, Question> open = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST);

    /** How a question ends. */
    public sealed interface Reply {

        /** The client did what it was asked. */
        record Result(ObjectNode result) implements Reply {}

        /**
         * The client did not do it.
         *
         * @param message why, in the words of the client
         */
        record Failed(String message) implements Reply {}

        /** Nobody waits for the answer any more, or nobody is there to give one. */
        record Ended() implements Reply {}

        /** There was no answer in time. */
        record Late() implements Reply {}
    }

    /** One question; whoever asked closes it. */
    public final class Question implements AutoCloseable {

        private final RequestId id;
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();

        private Question(RequestId id, Duration patience) {
            this.id = id;
            reply.completeOnTimeout(new Reply.Late(), patience.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** The identifier of the request. */
        public RequestId id() {
            return id;
        }

        /** Ends the question, unless it has ended. */
        public void end() {
            reply.complete(new Reply.Ended());
        }

        /** How the question ends; waits for it. */
        public Reply await() {
            return reply.join();
        }

        /** Whether the client has answered, well or not. */
        public boolean isAnswered() {
            return switch (reply.getNow(new Reply.Late())) {
                case Reply.Result _, Reply.Failed _ -> true;
                case Reply.Ended _, Reply.Late _ -> false;
            };
        }

        /** Forgets the question: an answer that still comes is ignored. */
        @Override
        public void close() {
            if (open.remove(id, this)) {
                places.release();
            }
        }
    }

    /**
     * Opens a question; empty when too many are open.
     *
     * @param id one that this client was never asked with
     * @param patience how long the client may take
     */
    public Optional<Question> open(RequestId id, Duration patience) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        Question question = new Question(id, patience);
        if (open.putIfAbsent(id, question) != null) {
            places.release();
            throw new IllegalStateException("an identifier came twice");
        }
        return Optional.of(question);
    }

    /** Hears an answer; one to no open question is ignored. */
    public void answer(Message message) {
        switch (message) {
            case Message.Response(RequestId id, ObjectNode result) ->
                    answer(id, new Reply.Result(result));
            case Message.ErrorResponse(RequestId id, var error) ->
                    answer(id, new Reply.Failed(error.message()));
            case Message.Request _, Message.Notification _, Message.UnidentifiedError _ -> {}
        }
    }

    private void answer(RequestId id, Reply reply) {
        Question question = open.get(id);
        if (question != null) {
            question.reply.complete(reply);
        }
    }
}
