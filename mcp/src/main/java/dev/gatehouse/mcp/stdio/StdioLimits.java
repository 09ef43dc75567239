package dev.gatehouse.mcp.stdio;

import java.time.Duration;

/**
 * What one client on stdio may cost.
 *
 * @param lineBytes the longest line
 * @param runningCalls the most tool calls that run at once; further ones wait
 * @param runningLookups the most other requests that are worked on at once
 * @param streams the most subscriptions that are open at once; further ones are refused
 * @param waitingBytes the most memory of requests that are read and not answered, as estimated from
 *     their length; then reading pauses. Calls that wait for their client cost half as much more at
 *     most
 * @param batch the most messages in one batch
 * @param farewell how long cancelled calls may take to end when the client is gone
 */
public record StdioLimits(
        int lineBytes,
        int runningCalls,
        int runningLookups,
        int streams,
        int waitingBytes,
        int batch,
        Duration farewell) {

    /**
     * Lines of 8 MiB, 64 calls, 16 lookups, 16 streams, 64 MiB waiting, batches of 1,000, 5 s
     * farewell.
     */
    public static final StdioLimits DEFAULT =
            new StdioLimits(8 << 20, 64, 16, 16, 64 << 20, 1_000, Duration.ofSeconds(5));

    public StdioLimits {
        if (lineBytes < 1
                || runningCalls < 1
                || runningLookups < 1
                || streams < 1
                || waitingBytes < 1
                || batch < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
        if (farewell.isNegative()) {
            throw new IllegalArgumentException("farewell is negative");
        }
    }
}
