package dev.gatehouse.mcp.offer;

import dev.gatehouse.mcp.peer.Peer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The registry of the embedding program, asked anew for every request. */
public interface Offering {

    /** What {@code peer} may see and use now: the one decision about visibility. */
    Offer offerTo(Peer peer);

    /**
     * Grows whenever any peer's offer may have changed, so that clients can be told. Never blocks.
     */
    long version();

    /**
     * The kinds of things that any offer may hold, for any peer and at any time: what the server
     * says it is capable of. Methods of other kinds do not exist. Never changes, never blocks.
     */
    default Set<Kind> kinds() {
        return Set.of(Kind.TOOLS);
    }

    /**
     * The signal that is fired after {@link #version} has grown; empty when clients are not told of
     * changes. Always the same.
     */
    default Optional<Changes> changes() {
        return Optional.empty();
    }

    /** How long a client may keep what it was shown without asking again; whole milliseconds. */
    default Duration freshness() {
        return Duration.ZERO;
    }
}
