package dev.gatehouse.mcp.peer;

import java.util.Set;

/**
 * What a client declared that it can be asked. Nothing else is ever asked of it.
 *
 * @param declared as far as the revision has it
 */
public record ClientCapabilities(Set<ClientCapability> declared) {

    /** What stands for a client that declares nothing. */
    public static final ClientCapabilities NONE = new ClientCapabilities(Set.of());

    public ClientCapabilities {
        declared = Set.copyOf(declared);
    }

    /** Whether the client can do this. */
    public boolean has(ClientCapability capability) {
        return declared.contains(capability);
    }
}
