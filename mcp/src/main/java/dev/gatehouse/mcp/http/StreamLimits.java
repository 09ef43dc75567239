package dev.gatehouse.mcp.http;

/**
 * What {@code subscriptions/listen} may cost. Each holds a connection and a thread that waits.
 *
 * @param most the most streams of all identities; further ones are turned away
 * @param ofIdentity the most streams of one identity
 */
public record StreamLimits(int most, int ofIdentity) {

    /** 500 streams, 100 of one identity. */
    public static final StreamLimits DEFAULT = new StreamLimits(500, 100);

    public StreamLimits {
        if (most < 1 || ofIdentity < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
    }
}
