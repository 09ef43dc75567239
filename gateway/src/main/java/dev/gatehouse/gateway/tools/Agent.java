package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.mcp.peer.Principal;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Somebody at the other end of an MCP connection, with the identity that was established for it.
 * Whoever comes back with a token for other tools is another: no session is taken over by one.
 * Where a request came from, and which of somebody's keys it showed, makes nobody another.
 *
 * @param identity who that is, asked at each call: what goes with somebody may change while they
 *     are connected
 * @param entry how the request came in, for the audit trail
 * @param withheld the names of tools that what was shown of the identity does not reach
 */
public record Agent(Supplier<Caller> identity, Entry entry, Set<String> withheld)
        implements Principal {

    public Agent {
        withheld = Set.copyOf(withheld);
    }

    /** Somebody whose every tool is within reach. */
    public Agent(Supplier<Caller> identity, Entry entry) {
        this(identity, entry, Set.of());
    }

    /** Somebody who stays the same. */
    public Agent(Caller caller, Entry entry) {
        this(caller, entry, Set.of());
    }

    /** The same, with tools that are out of reach. */
    public Agent(Caller caller, Entry entry, Set<String> withheld) {
        this(new Known(caller), entry, withheld);
    }

    private record Known(Caller get) implements Supplier<Caller> {}

    Caller caller() {
        return identity.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Agent agent
                && identity.equals(agent.identity)
                && entry.transport().equals(agent.entry.transport())
                && withheld.equals(agent.withheld);
    }

    @Override
    public int hashCode() {
        return Objects.hash(identity, entry.transport(), withheld);
    }

    @Override
    public String key() {
        Caller caller = caller();
        String id = caller.id();
        return id.length()
                + ":"
                + id
                + " "
                + entry.transport()
                + " "
                + caller.roles()
                + new TreeMap<>(caller.claims())
                + new TreeSet<>(withheld);
    }
}
