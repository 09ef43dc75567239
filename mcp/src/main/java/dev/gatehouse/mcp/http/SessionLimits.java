package dev.gatehouse.mcp.http;

import java.time.Duration;

/**
 * What sessions may cost.
 *
 * @param most the most sessions of all identities; further ones are turned away
 * @param ofIdentity the most sessions of one identity; a further one ends its longest unused
 * @param idle how long a session lives without a request
 */
public record SessionLimits(int most, int ofIdentity, Duration idle) {

    /** 1,000 sessions, 100 of one identity, each 30 minutes after its last request. */
    public static final SessionLimits DEFAULT =
            new SessionLimits(1_000, 100, Duration.ofMinutes(30));

    public SessionLimits {
        if (most < 1 || ofIdentity < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
        if (!idle.isPositive()) {
            throw new IllegalArgumentException("idle is not positive");
        }
    }
}
