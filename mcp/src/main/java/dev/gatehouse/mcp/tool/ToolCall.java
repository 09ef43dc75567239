package dev.gatehouse.mcp.tool;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.peer.Peer;

/**
 * One call of a tool.
 *
 * @param peer who calls
 * @param arguments checked against the tool's schema
 * @param cancellation set off when nobody waits for the answer any more
 * @param progress where to tell how far the call is
 * @param log where to say what the client may want to log
 */
public record ToolCall(
        Peer peer, Arguments arguments, Cancellation cancellation, Progress progress, Log log) {

    public ToolCall {
        requireNonNull(peer, "peer is null");
        requireNonNull(arguments, "arguments is null");
        requireNonNull(cancellation, "cancellation is null");
        requireNonNull(progress, "progress is null");
        requireNonNull(log, "log is null");
    }
}
