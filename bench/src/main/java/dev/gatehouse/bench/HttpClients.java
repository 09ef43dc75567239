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

/** Clients of one server, each with a connection that is kept alive, and a session of its own. */
record HttpClients(List<HttpConnection> connections) implements AutoCloseable {

    /** Of so many calls, each client keeps the requests ready to be sent. */
    private static final int KEPT = 64;

    static HttpClients open(URI endpoint, Dialect dialect, int count) throws IOException {
        HttpClients clients = new HttpClients(new ArrayList<>());
        try {
            for (int each = 0; each < count; each++) {
                HttpConnection connection = new HttpConnection(endpoint, dialect);
                clients.connections.add(connection);
                connection.open();
            }
            return clients;
        } catch (IOException failed) {
            clients.close();
            throw failed;
        }
    }

    /** Each client sends the calls in turn, from a place of its own. */
    Tally run(List<Call> calls, Duration time) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long end = System.nanoTime() + time.toNanos();
            List<Callable<Tally>> tasks = new ArrayList<>();
            for (int each = 0; each < connections.size(); each++) {
                HttpConnection connection = connections.get(each);
                int first = (int) ((long) each * calls.size() / connections.size());
                tasks.add(() -> askUntil(end, connection, calls, first));
            }
            List<Tally> tallies = new ArrayList<>();
            for (Future<Tally> each : threads.invokeAll(tasks)) {
                tallies.add(each.get());
            }
            return Tally.of(tallies);
        } catch (ExecutionException failed) {
            throw new IOException("a call failed", failed.getCause());
        }
    }

    private static Tally askUntil(long end, HttpConnection connection, List<Call> calls, int first)
            throws IOException {
        List<byte[]> kept =
                calls.size() > KEPT ? List.of() : calls.stream().map(connection::request).toList();
        LongStream.Builder nanos = LongStream.builder();
        int next = first;
        long now = System.nanoTime();
        while (now < end) {
            byte[] request = kept.isEmpty() ? connection.request(calls.get(next)) : kept.get(next);
            next = (next + 1) % calls.size();
            Answers.check(connection.ask(request));
            long answered = System.nanoTime();
            nanos.add(answered - now);
            now = answered;
        }
        return new Tally(nanos.build().toArray());
    }

    @Override
    public void close() throws IOException {
        for (HttpConnection each : connections) {
            each.close();
        }
    }
}
