package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.rpc.Message;
import java.util.function.Supplier;

/**
 * How a request is answered. Work never throws: it ends in a message, and the binding decides where
 * it runs and how much of it runs at once.
 */
public sealed interface Answer {

    /** The answer is there. */
    record Now(Message reply) implements Answer {}

    /** The answer takes a look at the offering: short, but it may block. */
    record Lookup(Supplier<Message> work) implements Answer {}

    /**
     * The answer comes when the client wants no more notifications, or the session ends: nobody
     * waits for it. Work keeps nothing of the request but its id.
     */
    record Stream(Supplier<Message> work) implements Answer {}

    /** The answer is the embedding program's, a tool's or a reader's: it may take long. */
    record Call(Supplier<Message> work) implements Answer {}
}
