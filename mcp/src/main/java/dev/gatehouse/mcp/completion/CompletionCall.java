package dev.gatehouse.mcp.completion;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.tool.Cancellation;
import java.util.Map;

/**
 * One request for suggestions. All texts are as the client sent them: nothing was checked.
 *
 * @param peer who asks
 * @param value what was typed so far; may be empty
 * @param others what the other arguments or variables are, as far as the client told
 * @param cancellation set off when nobody waits for the answer any more
 */
public record CompletionCall(
        Peer peer, String value, Map<String, String> others, Cancellation cancellation) {

    public CompletionCall {
        requireNonNull(peer, "peer is null");
        requireNonNull(value, "value is null");
        others = Map.copyOf(others);
        requireNonNull(cancellation, "cancellation is null");
    }
}
