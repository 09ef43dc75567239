package dev.gatehouse.gateway.audit.ship;

import java.time.Duration;

/**
 * The times of a shipper.
 *
 * @param look after so long the trail is looked at, whether or not this process has written to it
 * @param gather so long after a first new record further ones may join it
 * @param confirm after so long a receiver that acknowledges nothing is made to show what it has
 * @param pause between two attempts, at first; each further one doubles it
 * @param longest what that grows to
 * @param farewell how long an end may take, for what is still to be sent
 */
public record Timing(
        Duration look,
        Duration gather,
        Duration confirm,
        Duration pause,
        Duration longest,
        Duration farewell) {

    /** The usual ones. */
    public static final Timing DEFAULT =
            new Timing(
                    Duration.ofSeconds(5),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5));
}
