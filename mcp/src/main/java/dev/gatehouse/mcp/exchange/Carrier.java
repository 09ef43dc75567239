package dev.gatehouse.mcp.exchange;

import static java.util.Objects.requireNonNull;

/**
 * What a notification comes with, whatever carried it here.
 *
 * @param session the session it belongs to
 * @param flights the requests that are not answered yet
 * @param outbox where notifications go back
 */
public record Carrier(Session session, Flights flights, Outbox outbox) {

    public Carrier {
        requireNonNull(session, "session is null");
        requireNonNull(flights, "flights is null");
        requireNonNull(outbox, "outbox is null");
    }
}
