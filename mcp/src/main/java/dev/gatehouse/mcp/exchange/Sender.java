package dev.gatehouse.mcp.exchange;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Principal;
import dev.gatehouse.mcp.peer.TraceContext;

/**
 * Who sent a request, and what the carrier knows of it.
 *
 * @param principal equal to the session's, and the one to ask for what differs from request to
 *     request, such as where it came from
 * @param trace what the carrier says of the trace that the request belongs to; the request itself
 *     knows better
 */
public record Sender(Principal principal, TraceContext trace) {

    public Sender {
        requireNonNull(principal, "principal is null");
        requireNonNull(trace, "trace is null");
    }

    /** A sender of whose request no trace is known. */
    public Sender(Principal principal) {
        this(principal, TraceContext.NONE);
    }

    /**
     * The other end of a session, as the sender of one request.
     *
     * @param said the trace that the request itself names
     */
    public Peer of(Peer session, TraceContext said) {
        return session.sending(principal, said.or(trace));
    }
}
