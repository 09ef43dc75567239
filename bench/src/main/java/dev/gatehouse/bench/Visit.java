package dev.gatehouse.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The first steps of a client with a server that was just started.
 *
 * @param answered from the start of the process to the first answer
 * @param processor the processor time until then, which other load on the machine hardly changes
 * @param residentMegabytes after the query
 */
record Visit(
        Duration answered,
        Duration processor,
        Duration listed,
        Duration queried,
        long residentMegabytes) {

    /** Starts a server that speaks on its standard streams, uses it once, and ends it. */
    static Visit overStdio(List<String> command, Map<String, String> environment)
            throws IOException {
        long began = System.nanoTime();
        try (Subject server = Subject.start(command, environment)) {
            return visit(server, new StdioConnection(server, Dialect.HANDSHAKE), began);
        }
    }

    /** The same with a server that prints where it listens. */
    static Visit overHttp(List<String> command, Map<String, String> environment)
            throws IOException {
        long began = System.nanoTime();
        try (Subject server = Subject.start(command, environment);
                HttpConnection connection =
                        new HttpConnection(server.endpoint(), Dialect.HANDSHAKE)) {
            return visit(server, connection, began);
        }
    }

    private static Visit visit(Subject server, Connection connection, long began)
            throws IOException {
        connection.open();
        Duration answered = since(began);
        Duration processor = server.processorTime();
        long listing = System.nanoTime();
        connection.ask(Call.TOOLS_LIST);
        Duration listed = since(listing);
        long asking = System.nanoTime();
        connection.ask(Call.QUERY);
        return new Visit(answered, processor, listed, since(asking), server.residentMegabytes());
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
