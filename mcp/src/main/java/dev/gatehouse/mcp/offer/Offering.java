package dev.gatehouse.mcp.offer;

import dev.gatehouse.mcp.peer.Peer;

/** The registry of the embedding program, asked anew for every request. */
public interface Offering {

    /** What {@code peer} may see and use now: the one decision about visibility. */
    Offer offerTo(Peer peer);

    /** Grows whenever any peer's offer may have changed, so that clients can be told. */
    long version();
}
