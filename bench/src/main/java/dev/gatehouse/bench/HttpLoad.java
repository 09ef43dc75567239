package dev.gatehouse.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** As many clients as requests are in flight, new ones each time. */
record HttpLoad(URI endpoint, Dialect dialect) implements Load {

    @Override
    public Tally run(List<Call> calls, int inFlight, Duration time)
            throws IOException, InterruptedException {
        try (HttpClients clients = HttpClients.open(endpoint, dialect, inFlight)) {
            return clients.run(calls, time);
        }
    }
}
