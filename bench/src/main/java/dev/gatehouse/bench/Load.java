package dev.gatehouse.bench;

import java.io.IOException;
import java.time.Duration;

/** Keeps a server busy, each answer followed by the next request at once. */
interface Load {

    /**
     * Sends one request again and again.
     *
     * @param inFlight how many are unanswered at any time
     */
    Tally run(Call call, int inFlight, Duration time) throws IOException, InterruptedException;
}
