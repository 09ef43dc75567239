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
     * Asked at the beginning of the telling, when {@link #changes} is fired, and each time that it
     * {@linkplain Changes#look looks}.
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
     * The signal that is fired after {@link #version} has grown or an {@link #entityTag} is
     * another; empty when clients are not told of changes. Always the same.
     */
    default Optional<Changes> changes() {
        return Optional.empty();
    }

    /**
     * What stands for the present contents of the resource {@code uri}, as {@code peer} would read
     * it: equal as long as it reads the same, and different after it has changed (RFC 9110, 8.8.3,
     * as a value that stays here). Empty when that is not known now; nothing is told then.
     *
     * <p>Asked about resources that the peer subscribed to, when {@link #changes} is fired and each
     * time that it {@linkplain Changes#look looks}. Never blocks.
     */
    default Optional<Object> entityTag(Peer peer, String uri) {
        return Optional.empty();
    }

    /**
     * Whether any tool writes to the {@linkplain dev.gatehouse.mcp.tool.Log log} of its call. Never
     * changes.
     */
    default boolean logs() {
        return false;
    }

    /** How long a client may keep what it was shown without asking again; whole milliseconds. */
    default Duration freshness() {
        return Duration.ZERO;
    }
}
