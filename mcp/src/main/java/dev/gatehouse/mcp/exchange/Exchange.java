package dev.gatehouse.mcp.exchange;

import static java.util.Objects.requireNonNull;

/**
 * What a request comes with, whatever carried it here.
 *
 * @param session the session it belongs to
 * @param flight its way to an end
 * @param outbox where notifications about it go
 */
public record Exchange(Session session, Flight flight, Outbox outbox) {

    public Exchange {
        requireNonNull(session, "session is null");
        requireNonNull(flight, "flight is null");
        requireNonNull(outbox, "outbox is null");
    }
}
