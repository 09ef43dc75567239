package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Carrier;
import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.rpc.Message;

/** One way of speaking the protocol, without regard to what carries it. Safe for many threads. */
public interface Era {

    /** Begins to answer. Called in the order of arrival; never blocks and never throws. */
    Answer answer(Message.Request request, Exchange exchange);

    /** Hears a notification. Called in the order of arrival; never blocks and never throws. */
    void hear(Message.Notification notification, Carrier carrier);
}
