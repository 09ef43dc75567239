package dev.gatehouse.mcp.exchange;

import static java.util.Objects.requireNonNull;

/**
 * What a request comes with, whatever carried it here.
 *
 * @param session the session it belongs to
 * @param sender who sent it
 * @param flight its way to an end
 * @param outbox where notifications about it, and questions on its behalf, go
 * @param turn the place in which its work runs
 */
public record Exchange(Session session, Sender sender, Flight flight, Outbox outbox, Turn turn) {

    public Exchange {
        requireNonNull(session, "session is null");
        requireNonNull(sender, "sender is null");
        requireNonNull(flight, "flight is null");
        requireNonNull(outbox, "outbox is null");
        requireNonNull(turn, "turn is null");
    }

    /** An exchange of the one who opened the session, whose work takes no place from others. */
    public Exchange(Session session, Flight flight, Outbox outbox) {
        this(session, new Sender(session.principal()), flight, outbox, Turn.FREE);
    }
}
