package dev.gatehouse.gateway.http;

import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;

/**
 * Keeps the number of connections within its limit. While it is reached, clients that do nothing
 * have to go soon, so that others get in, and operators are told.
 */
final class Crowd extends NetworkConnectionLimit {

    /** Longer than any stream is silent, and any answer lets its client wait without a word. */
    private static final long IDLE_MILLIS = 5_000;

    private final Refusals refusals;

    Crowd(int most, Server server, Refusals refusals) {
        super(most, server);
        this.refusals = refusals;
        setEndPointIdleTimeout(IDLE_MILLIS);
    }

    @Override
    protected void limit() {
        refusals.note(Refusals.Kind.CONNECTION);
        super.limit();
    }
}
