package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.mcp.peer.Principal;
import java.util.function.Supplier;

/**
 * Somebody at the other end of an MCP connection, with the identity that was established for it.
 *
 * @param identity who that is, asked at each call: what goes with somebody may change while they
 *     are connected
 * @param transport the way in, for the audit trail
 */
public record Agent(Supplier<Caller> identity, String transport) implements Principal {

    /** Somebody who stays the same. */
    public Agent(Caller caller, String transport) {
        this(new Known(caller), transport);
    }

    private record Known(Caller get) implements Supplier<Caller> {}

    Caller caller() {
        return identity.get();
    }

    @Override
    public String key() {
        Caller caller = caller();
        String id = caller.id();
        return id.length() + ":" + id + " " + transport + " " + caller.roles();
    }
}
