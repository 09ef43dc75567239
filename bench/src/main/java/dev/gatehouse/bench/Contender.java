package dev.gatehouse.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A server over the database that is measured, ready to be asked over Streamable HTTP.
 *
 * @param startMegabytes its memory after the first answer
 */
record Contender(Product product, String version, Subject server, URI endpoint, long startMegabytes)
        implements AutoCloseable {

    /** Asks a server that was just started for the first time. */
    static Contender of(Product product, String version, Subject server, URI endpoint)
            throws IOException {
        Contender contender = new Contender(product, version, server, endpoint, 0);
        try {
            contender.ask(product.query("SELECT 1 AS one"), Dialect.HANDSHAKE);
            return new Contender(product, version, server, endpoint, server.residentMegabytes());
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
    }

    String ask(Call call, Dialect dialect) throws IOException {
        try (HttpConnection connection = new HttpConnection(endpoint, dialect)) {
            connection.open();
            return connection.ask(call);
        }
    }

    /** What calls cost, sent by so many clients, which are there before the clock runs. */
    Cost cost(Meter meter, List<Call> calls, Dialect dialect, int clients, Duration time)
            throws IOException, InterruptedException {
        try (HttpClients all = HttpClients.open(endpoint, dialect, clients)) {
            return meter.cost(server.process().toHandle(), () -> all.run(calls, time));
        }
    }

    void warmUp(List<Call> calls, int clients, Duration time)
            throws IOException, InterruptedException {
        new HttpLoad(endpoint, Dialect.HANDSHAKE).run(calls, clients, time);
    }

    static int bytes(String answer) {
        return answer.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
