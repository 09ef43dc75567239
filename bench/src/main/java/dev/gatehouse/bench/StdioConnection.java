package dev.gatehouse.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The standard streams of a server; in no need of being closed, as the server's end does that. */
final class StdioConnection implements Connection {

    private final Dialect dialect;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    StdioConnection(Subject server, Dialect dialect) {
        this.dialect = dialect;
        this.requests = server.process().outputWriter(StandardCharsets.UTF_8);
        this.answers = server.process().inputReader(StandardCharsets.UTF_8);
    }

    @Override
    public void open() throws IOException {
        send(dialect.opening());
        receive();
        if (dialect == Dialect.HANDSHAKE) {
            send(Dialect.INITIALIZED);
        }
    }

    @Override
    public String ask(Call call) throws IOException {
        start(0, call);
        return receive();
    }

    /** Asks, and does not wait. */
    void start(int id, Call call) throws IOException {
        send(dialect.request(id, call));
    }

    private void send(String message) throws IOException {
        requests.write(message);
        requests.write('\n');
        requests.flush();
    }

    /** The next answer, to whatever was asked. */
    String receive() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the server ended");
        }
        return Answers.check(line);
    }
}
