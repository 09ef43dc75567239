package dev.gatehouse.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * One client, which does not wait for one answer before it asks the next.
 *
 * @param connection an open one
 */
record StdioLoad(StdioConnection connection) implements Load {

    @Override
    public Tally run(List<Call> calls, int inFlight, Duration time) throws IOException {
        LongStream.Builder nanos = LongStream.builder();
        long[] asked = new long[inFlight];
        long end = System.nanoTime() + time.toNanos();
        for (int id = 0; id < inFlight; id++) {
            asked[id] = System.nanoTime();
            connection.start(id, calls.get(id % calls.size()));
        }
        int open = inFlight;
        int next = inFlight;
        while (open > 0) {
            int id = Answers.id(connection.receive());
            long now = System.nanoTime();
            nanos.add(now - asked[id]);
            if (now < end) {
                asked[id] = now;
                connection.start(id, calls.get(next++ % calls.size()));
            } else {
                open--;
            }
        }
        return new Tally(nanos.build().toArray());
    }
}
