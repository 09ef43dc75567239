package dev.gatehouse.gateway.http;

import java.time.Duration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;

/**
 * Keeps the number of connections within its limit. While it is reached, clients that do nothing
 * have to go soon, so that others get in, and operators are told.
 */
final class Crowd extends NetworkConnectionLimit {

    private final Refusals refusals;

    /**
     * @param idle how long a client may do nothing then; streams are not silent for so long
     */
    Crowd(int most, Server server, Refusals refusals, Duration idle) {
        super(most, server);
        this.refusals = refusals;
        setEndPointIdleTimeout(idle.toMillis());
    }

    @Override
    protected void limit() {
        refusals.note(Refusals.Kind.CONNECTION);
        super.limit();
    }
}
