package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.mcp.peer.Principal;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Somebody at the other end of an MCP connection, with the identity that was established for it.
 * Whoever comes back with a token for other tools is another: no session is taken over by one.
 *
 * @param identity who that is, asked at each call: what goes with somebody may change while they
 *     are connected
 * @param transport the way in, for the audit trail
 * @param withheld the names of tools that what was shown of the identity does not reach
 */
public record Agent(Supplier<Caller> identity, String transport, Set<String> withheld)
        implements Principal {

    public Agent {
        withheld = Set.copyOf(withheld);
    }

    /** Somebody whose every tool is within reach. */
    public Agent(Supplier<Caller> identity, String transport) {
        this(identity, transport, Set.of());
    }

    /** Somebody who stays the same. */
    public Agent(Caller caller, String transport) {
        this(caller, transport, Set.of());
    }

    /** The same, with tools that are out of reach. */
    public Agent(Caller caller, String transport, Set<String> withheld) {
        this(new Known(caller), transport, withheld);
    }

    private record Known(Caller get) implements Supplier<Caller> {}

    Caller caller() {
        return identity.get();
    }

    @Override
    public String key() {
        Caller caller = caller();
        String id = caller.id();
        return id.length()
                + ":"
                + id
                + " "
                + transport
                + " "
                + caller.roles()
                + new TreeMap<>(caller.claims())
                + new TreeSet<>(withheld);
    }
}
