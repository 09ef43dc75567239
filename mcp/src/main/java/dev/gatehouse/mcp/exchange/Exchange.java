package dev.gatehouse.mcp.exchange;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Principal;
import java.util.Optional;

/**
 * What a request comes with, whatever carried it here.
 *
 * @param session the session it belongs to
 * @param sender who sent it: equal to the session's principal, and the one to ask for what differs
 *     from request to request, such as where it came from
 * @param flight its way to an end
 * @param outbox where notifications about it, and questions on its behalf, go
 * @param turn the place in which its work runs
 */
public record Exchange(Session session, Principal sender, Flight flight, Outbox outbox, Turn turn) {

    public Exchange {
        requireNonNull(session, "session is null");
        requireNonNull(sender, "sender is null");
        requireNonNull(flight, "flight is null");
        requireNonNull(outbox, "outbox is null");
        requireNonNull(turn, "turn is null");
    }

    /** An exchange of the one who opened the session, whose work takes no place from others. */
    public Exchange(Session session, Flight flight, Outbox outbox) {
        this(session, session.principal(), flight, outbox, Turn.FREE);
    }

    /** The other end, as it sent this request; empty before the handshake. */
    public Optional<Peer> peer() {
        return session.peer().map(known -> known.sending(sender));
    }
}
