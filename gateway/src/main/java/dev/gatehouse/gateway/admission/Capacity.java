package dev.gatehouse.gateway.admission;

import java.time.Duration;

/**
 * How much may be asked of one database at a time.
 *
 * @param running the most asks that run; more than the database has connections is no use
 * @param waiting the most asks that wait for their turn
 * @param patience the longest that one waits
 */
public record Capacity(int running, int waiting, Duration patience) {

    public Capacity {
        if (running < 1 || waiting < 0 || patience.isNegative()) {
            throw new IllegalArgumentException("a capacity has room for one ask at least");
        }
    }
}
