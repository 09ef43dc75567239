package dev.gatehouse.gateway.audit.ship;

import java.time.Duration;

/**
 * What is to be waited for before the next step.
 *
 * @param time at most so long
 * @param untilNews whether a new record ends it
 */
record Pause(Duration time, boolean untilNews) {

    /** There is more to do at once. */
    static final Pause NONE = new Pause(Duration.ZERO, false);

    /** Until there is a new record, or so long. */
    static Pause untilNews(Duration most) {
        return new Pause(most, true);
    }

    /** So long, whatever comes. */
    static Pause of(Duration time) {
        return new Pause(time, false);
    }
}
