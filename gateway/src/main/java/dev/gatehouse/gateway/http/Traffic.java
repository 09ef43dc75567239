package dev.gatehouse.gateway.http;

import java.util.Map;
import org.eclipse.jetty.server.handler.StatisticsHandler;

/**
 * The HTTP requests so far.
 *
 * @param answered how many were answered, by the class of the status: {@code 2xx}
 * @param active those that are being answered
 */
public record Traffic(Map<String, Long> answered, int active) {

    public Traffic {
        answered = Map.copyOf(answered);
    }

    static Traffic of(StatisticsHandler counted) {
        return new Traffic(
                Map.of(
                        "2xx", (long) counted.getResponses2xx(),
                        "3xx", (long) counted.getResponses3xx(),
                        "4xx", (long) counted.getResponses4xx(),
                        "5xx", (long) counted.getResponses5xx()),
                counted.getRequestsActive());
    }
}
