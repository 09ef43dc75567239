package dev.gatehouse.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Keeps a server busy, each answer followed by the next request at once. */
interface Load {

    /**
     * Sends requests again and again.
     *
     * @param calls sent in turn; at least one
     * @param inFlight how many are unanswered at any time
     */
    Tally run(List<Call> calls, int inFlight, Duration time)
            throws IOException, InterruptedException;
}
