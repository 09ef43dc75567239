package dev.gatehouse.app.conformance;

import dev.gatehouse.mcp.peer.Principal;

/** Whoever tests. */
record Tester() implements Principal {

    @Override
    public String key() {
        return "tester";
    }
}
