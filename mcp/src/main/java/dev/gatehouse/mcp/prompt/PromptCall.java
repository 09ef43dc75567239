package dev.gatehouse.mcp.prompt;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.tool.Cancellation;
import dev.gatehouse.mcp.tool.Progress;
import java.util.Map;
import java.util.Optional;

/**
 * One request for a prompt.
 *
 * @param peer who asks
 * @param arguments those that the prompt has, as the client wrote them
 * @param cancellation set off when nobody waits for the answer any more
 * @param progress where to tell how far the work is
 */
public record PromptCall(
        Peer peer, Map<String, String> arguments, Cancellation cancellation, Progress progress) {

    public PromptCall {
        requireNonNull(peer, "peer is null");
        arguments = Map.copyOf(arguments);
        requireNonNull(cancellation, "cancellation is null");
        requireNonNull(progress, "progress is null");
    }

    /** An argument that is required. */
    public String text(String name) {
        return requireNonNull(arguments.get(name), () -> name + " is not required");
    }

    /** An argument; empty when it is absent. */
    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(arguments.get(name));
    }
}
