package dev.gatehouse.mcp.exchange;

import dev.gatehouse.mcp.rpc.Message;

/**
 * The way to the client. Messages leave whole and one after the other, whatever the number of
 * threads that send. Sending may block while the client does not read, and does nothing once the
 * client is gone.
 */
@FunctionalInterface
public interface Outbox {

    /** Sends one message. */
    void send(Message message);
}
