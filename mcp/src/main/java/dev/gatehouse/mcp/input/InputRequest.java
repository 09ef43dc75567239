package dev.gatehouse.mcp.input;

import dev.gatehouse.mcp.peer.ClientCapability;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Something that only the client's side knows: its user, its model, its file system.
 *
 * @param <A> what answers it
 */
public sealed interface InputRequest<A extends InputResponse>
        permits FormElicitation, UrlElicitation, SamplingRequest, RootsRequest {

    /** What a client must be able to do to be asked this. */
    ClientCapability capability();

    /** What answers it. */
    Class<A> responseType();

    /**
     * What a client says in {@code result}, which is the same in all revisions; empty when that is
     * no answer to this request. What was not asked for is left out.
     */
    Optional<A> read(JsonNode result);
}
