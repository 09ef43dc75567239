package dev.gatehouse.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An MCP client that starts a server, takes the first steps with it and looks at the clock. */
final class Client {

    private static final String INITIALIZE =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
            "capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}""";

    private static final String INITIALIZED =
            """
            {"jsonrpc":"2.0","method":"notifications/initialized"}""";

    private static final String LIST =
            """
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}""";

    private static final String QUERY =
            """
            {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"query","arguments":\
            {"sql":"SELECT count(*) FROM orders"}}}""";

    private final Process server;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private Client(Process server) {
        this.server = server;
        this.requests = server.outputWriter(StandardCharsets.UTF_8);
        this.answers = server.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a server, uses it once, and ends it. */
    static Visit visit(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        Client client = new Client(builder.start());
        try {
            return client.visit(began);
        } finally {
            client.end();
        }
    }

    private Visit visit(long began) throws IOException {
        ask(INITIALIZE, "\"serverInfo\"");
        Duration initialized = since(began);
        Duration processor = processorTime();
        long listing = System.nanoTime();
        send(INITIALIZED);
        ask(LIST, "\"tools\"");
        Duration listed = since(listing);
        long asking = System.nanoTime();
        ask(QUERY, "\"row_count\":1");
        return new Visit(initialized, processor, listed, since(asking), residentMegabytes());
    }

    private void ask(String request, String expected) throws IOException {
        send(request);
        String answer = answers.readLine();
        if (answer == null || !answer.contains(expected)) {
            throw new IOException("no " + expected + " in the answer: " + answer);
        }
    }

    private void send(String message) throws IOException {
        requests.write(message);
        requests.write('\n');
        requests.flush();
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** The time that all threads of the server have had a processor (Linux, proc, schedstat). */
    private Duration processorTime() throws IOException {
        try (Stream<Path> tasks = Files.list(ofServer("task"))) {
            long nanos = 0;
            for (Path task : tasks.toList()) {
                String line = Files.readString(task.resolve("schedstat"));
                nanos += Long.parseLong(line.substring(0, line.indexOf(' ')));
            }
            return Duration.ofNanos(nanos);
        }
    }

    private long residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(ofServer("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("the system does not say how much memory a process has");
    }

    private Path ofServer(String name) {
        return Path.of("/proc", Long.toString(server.pid()), name);
    }

    private void end() throws IOException, InterruptedException {
        requests.close();
        if (!server.waitFor(10, TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
    }

    /**
     * @param initialized from the start of the process to the answer to {@code initialize}
     * @param processor the processor time until then, which other load on the machine hardly
     *     changes
     * @param residentMegabytes after the query
     */
    record Visit(
            Duration initialized,
            Duration processor,
            Duration listed,
            Duration queried,
            long residentMegabytes) {}
}
