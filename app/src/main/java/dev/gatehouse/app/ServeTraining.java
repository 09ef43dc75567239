package dev.gatehouse.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs {@code serve}, as the command line does, and asks it as a client does. */
final class ServeTraining {

    private static final String SESSION = "Mcp-Session-Id";

    private final URI server;
    private Optional<String> session = Optional.empty();

    private ServeTraining(URI server) {
        this.server = server;
    }

    /** Returns when everything is answered; the server ends with the process. */
    static void run(Path settings, List<String> messages) throws IOException, Failure {
        loadGrammar(settings);
        ServeTraining client = new ServeTraining(URI.create(start(settings)));
        client.ask("/health");
        client.ask("/ready");
        for (String message : messages) {
            client.post(message);
        }
    }

    /** Behind a server, the grammar is loaded while it serves, and perhaps not before it ends. */
    private static void loadGrammar(Path settings) throws Failure {
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        try (Gate gate = Gate.open(new SettingsOption(settings.toString()).load(err))) {
            gate.warmUp(Training.TRAINED);
        }
    }

    /** The address of the endpoint, from the line in which the server tells it. */
    private static String start(Path settings) throws IOException {
        PipedReader told = new PipedReader();
        PrintWriter out = new PrintWriter(new PipedWriter(told));
        Thread.ofPlatform().daemon().name("serve").start(() -> serve(settings, out));
        String line = new BufferedReader(told).readLine();
        if (line == null) {
            throw new IOException("the server does not start");
        }
        return line.substring(line.indexOf("http"));
    }

    private static void serve(Path settings, PrintWriter out) {
        try (out) {
            Gatehouse.commandLine()
                    .setOut(out)
                    .execute("serve", "--port", "0", "--config", settings.toString());
        }
    }

    private void ask(String path) throws IOException {
        finish(connection(server.resolve(path)));
    }

    private void post(String message) throws IOException {
        HttpURLConnection connection = connection(server);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Accept", "application/json, text/event-stream");
        session.ifPresent(id -> connection.setRequestProperty(SESSION, id));
        connection.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
        finish(connection);
        session = session.or(() -> Optional.ofNullable(connection.getHeaderField(SESSION)));
    }

    private static HttpURLConnection connection(URI address) throws IOException {
        return (HttpURLConnection) address.toURL().openConnection();
    }

    /** Reads the answer to its end, so that the connection is used again. */
    private static void finish(HttpURLConnection connection) throws IOException {
        boolean good = connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST;
        try (InputStream in = good ? connection.getInputStream() : connection.getErrorStream()) {
            if (in != null) {
                in.readAllBytes();
            }
        }
    }
}
