package dev.gatehouse.mcp.http;

import java.io.IOException;
import java.time.Duration;

/** Writes a stream of events, and shows in between that it lives. */
record EventPump(EventWriter events, Duration heartbeat) {

    /** How much sooner the second half of a heartbeat comes than the first. */
    private static final int ECHOES = 10;

    /**
     * Writes what comes, until nothing comes any more.
     *
     * @throws IOException when the client is gone
     */
    void run(Letterbox letters) throws IOException, InterruptedException {
        Duration patience = beat(heartbeat);
        while (true) {
            switch (letters.next(patience)) {
                case Letterbox.Found.Letter(var message) -> events.message(message);
                case Letterbox.Found.Nothing _ -> patience = beat(patience);
                case Letterbox.Found.End _ -> {
                    return;
                }
            }
        }
    }

    /**
     * One half of a heartbeat, and how long to wait for the next. A client that closed its end
     * answers the first half with a reset, which only the second half meets (RFC 9293, 3.10.7.4).
     */
    private Duration beat(Duration patience) throws IOException {
        if (patience.equals(heartbeat)) {
            events.comment();
            return heartbeat.dividedBy(ECHOES);
        }
        events.blank();
        return heartbeat;
    }
}
