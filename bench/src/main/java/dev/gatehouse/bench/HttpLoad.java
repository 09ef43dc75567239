package dev.gatehouse.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** As many connections as requests are in flight, each with a session of its own. */
record HttpLoad(URI endpoint, Dialect dialect) implements Load {

    @Override
    public Tally run(Call call, int inFlight, Duration time)
            throws IOException, InterruptedException {
        List<HttpConnection> connections = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int each = 0; each < inFlight; each++) {
                HttpConnection connection = new HttpConnection(endpoint, dialect);
                connections.add(connection);
                connection.open();
            }
            long end = System.nanoTime() + time.toNanos();
            List<Callable<Tally>> tasks = new ArrayList<>();
            connections.forEach(each -> tasks.add(() -> askUntil(end, each, call)));
            List<Tally> tallies = new ArrayList<>();
            for (Future<Tally> each : clients.invokeAll(tasks)) {
                tallies.add(each.get());
            }
            return Tally.of(tallies);
        } catch (ExecutionException failed) {
            throw new IOException("a call failed", failed.getCause());
        } finally {
            for (HttpConnection each : connections) {
                each.close();
            }
        }
    }

    private static Tally askUntil(long end, HttpConnection connection, Call call)
            throws IOException {
        byte[] request = connection.request(call);
        LongStream.Builder nanos = LongStream.builder();
        long now = System.nanoTime();
        while (now < end) {
            Answers.check(connection.ask(request));
            long answered = System.nanoTime();
            nanos.add(answered - now);
            now = answered;
        }
        return new Tally(nanos.build().toArray());
    }
}
