package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.mcp.peer.Principal;

/**
 * Somebody at the other end of an MCP connection, with the identity that was established for it.
 *
 * @param transport the way in, for the audit trail
 */
public record Agent(Caller caller, String transport) implements Principal {

    @Override
    public String key() {
        String id = caller.id();
        return id.length() + ":" + id + " " + transport + " " + caller.roles();
    }
}
