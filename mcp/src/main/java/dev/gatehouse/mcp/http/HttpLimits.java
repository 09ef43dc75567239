package dev.gatehouse.mcp.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What the clients of one endpoint may cost.
 *
 * @param bodyBytes the longest body of a request
 * @param batch the most messages in one batch
 * @param requests the most HTTP requests that are worked on at once; further ones are turned away
 * @param requestsOfSession the same for one session, and the most tool calls in it that run at
 *     once; the same for the requests of one identity that belong to no session
 * @param waitingBytes the most memory of requests that are not answered and of answers that are not
 *     read by their clients, as estimated from their length
 * @param sessions what sessions may cost
 * @param streams what subscriptions may cost, which do not count as requests
 * @param heartbeat how long an answer may take before it turns into a stream, and how often that
 *     stream shows that it lives; a client that went away is noticed about as soon
 */
public record HttpLimits(
        int bodyBytes,
        int batch,
        int requests,
        int requestsOfSession,
        int waitingBytes,
        SessionLimits sessions,
        StreamLimits streams,
        Duration heartbeat) {

    /** 1 MiB, batches of 50, 256 requests, 64 of a session, 64 MiB waiting, heartbeat 1 s. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(
                    1 << 20,
                    50,
                    256,
                    64,
                    64 << 20,
                    SessionLimits.DEFAULT,
                    StreamLimits.DEFAULT,
                    Duration.ofSeconds(1));

    public HttpLimits {
        requireNonNull(sessions, "sessions is null");
        requireNonNull(streams, "streams is null");
        if (bodyBytes < 1
                || batch < 1
                || requests < 1
                || requestsOfSession < 1
                || waitingBytes < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
        if (!heartbeat.isPositive()) {
            throw new IllegalArgumentException("heartbeat is not positive");
        }
    }

    /** These limits with other ones for sessions. */
    public HttpLimits withSessions(SessionLimits other) {
        return new HttpLimits(
                bodyBytes,
                batch,
                requests,
                requestsOfSession,
                waitingBytes,
                other,
                streams,
                heartbeat);
    }

    /** These limits with other ones for streams. */
    public HttpLimits withStreams(StreamLimits other) {
        return new HttpLimits(
                bodyBytes,
                batch,
                requests,
                requestsOfSession,
                waitingBytes,
                sessions,
                other,
                heartbeat);
    }

    /** These limits with another longest body. */
    public HttpLimits withBodyBytes(int other) {
        return new HttpLimits(
                other,
                batch,
                requests,
                requestsOfSession,
                waitingBytes,
                sessions,
                streams,
                heartbeat);
    }

    /** These limits with another number of requests at once. */
    public HttpLimits withRequests(int other) {
        return new HttpLimits(
                bodyBytes,
                batch,
                other,
                requestsOfSession,
                waitingBytes,
                sessions,
                streams,
                heartbeat);
    }

    /** These limits with another heartbeat. */
    public HttpLimits withHeartbeat(Duration other) {
        return new HttpLimits(
                bodyBytes,
                batch,
                requests,
                requestsOfSession,
                waitingBytes,
                sessions,
                streams,
                other);
    }
}
