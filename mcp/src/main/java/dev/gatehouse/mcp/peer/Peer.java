package dev.gatehouse.mcp.peer;

import static java.util.Objects.requireNonNull;

/**
 * The other end of a connection.
 *
 * @param principal who is calling; the only part that decisions may rest on
 * @param client what the client program says it is
 * @param sessionId what ties the calls of one session together in the audit trail
 * @param revision what both sides speak
 * @param capabilities what the client can be asked for
 * @param trace the distributed trace that the request belongs to by which it is known
 */
public record Peer(
        Principal principal,
        ClientInfo client,
        String sessionId,
        Revision revision,
        ClientCapabilities capabilities,
        TraceContext trace) {

    public Peer {
        requireNonNull(principal, "principal is null");
        requireNonNull(client, "client is null");
        requireNonNull(sessionId, "sessionId is null");
        requireNonNull(revision, "revision is null");
        requireNonNull(capabilities, "capabilities is null");
        requireNonNull(trace, "trace is null");
    }

    /** The same, as the sender of one of its requests. */
    public Peer sending(Principal sender, TraceContext of) {
        return new Peer(sender, client, sessionId, revision, capabilities, of);
    }
}
