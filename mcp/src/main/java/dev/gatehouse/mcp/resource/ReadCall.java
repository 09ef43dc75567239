package dev.gatehouse.mcp.resource;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.tool.Cancellation;
import dev.gatehouse.mcp.tool.Progress;
import dev.gatehouse.mcp.tool.ResourceContents;
import java.util.Map;

/**
 * One read of a resource.
 *
 * @param peer who reads
 * @param uri what is read, as the client wrote it
 * @param variables of the template that fits the URI, decoded; empty for a resource of its own
 * @param cancellation set off when nobody waits for the answer any more
 * @param progress where to tell how far the read is
 */
public record ReadCall(
        Peer peer,
        String uri,
        Map<String, String> variables,
        Cancellation cancellation,
        Progress progress) {

    public ReadCall {
        requireNonNull(peer, "peer is null");
        requireNonNull(uri, "uri is null");
        variables = Map.copyOf(variables);
        requireNonNull(cancellation, "cancellation is null");
        requireNonNull(progress, "progress is null");
    }

    /** The value of one variable of the template. */
    public String variable(String name) {
        return requireNonNull(variables.get(name), () -> "the template has no variable " + name);
    }

    /** The answer that this is a text. */
    public ReadResult text(String mimeType, String text) {
        return ReadResult.of(new ResourceContents.Text(uri, mimeType, text));
    }
}
