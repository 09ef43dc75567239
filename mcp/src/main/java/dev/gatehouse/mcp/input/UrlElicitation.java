package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.peer.ClientCapability;
import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A link for the user to open, for what must not pass through the client (MCP since 2025-11-25,
 * elicitation, URL mode). Accepted means that the user agreed to open it, not that they have
 * finished there. Who opens it must be found out by the page behind it: a link can be handed on.
 * The link names no secret and no user, and is the same when the same call asks again.
 *
 * @param message why this is asked, for the user
 * @param url {@code https}, or {@code http} while developing
 */
public record UrlElicitation(String message, URI url) implements InputRequest<Elicited> {

    public UrlElicitation {
        requireNonNull(message, "message is null");
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("not a link to open");
        }
    }

    @Override
    public ClientCapability capability() {
        return ClientCapability.URL_ELICITATION;
    }

    @Override
    public Class<Elicited> responseType() {
        return Elicited.class;
    }

    @Override
    public Optional<Elicited> read(JsonNode result) {
        return Elicited.read(result, _ -> Optional.of(JsonNodeFactory.instance.objectNode()));
    }
}
