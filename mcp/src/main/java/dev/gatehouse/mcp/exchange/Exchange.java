package dev.gatehouse.mcp.exchange;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.peer.TraceContext;

/**
 * What a request comes with, whatever carried it here.
 *
 * @param session the session it belongs to
 * @param flight its way to an end
 * @param outbox where notifications about it, and questions on its behalf, go
 * @param turn the place in which its work runs
 * @param trace what the carrier says of the trace that the request belongs to; the request itself
 *     knows better
 */
public record Exchange(
        Session session, Flight flight, Outbox outbox, Turn turn, TraceContext trace) {

    public Exchange {
        requireNonNull(session, "session is null");
        requireNonNull(flight, "flight is null");
        requireNonNull(outbox, "outbox is null");
        requireNonNull(turn, "turn is null");
        requireNonNull(trace, "trace is null");
    }

    /** An exchange of a carrier that knows of no trace. */
    public Exchange(Session session, Flight flight, Outbox outbox, Turn turn) {
        this(session, flight, outbox, turn, TraceContext.NONE);
    }

    /** An exchange whose work takes no place from others. */
    public Exchange(Session session, Flight flight, Outbox outbox) {
        this(session, flight, outbox, Turn.FREE);
    }
}
