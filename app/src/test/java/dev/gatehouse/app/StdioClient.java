package dev.gatehouse.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that writes and reads the protocol line by line, for what a proper client would not do.
 */
final class StdioClient implements AutoCloseable {

    private final Process process;
    private final OutputStream in;
    private final BufferedReader out;

    StdioClient(List<String> command) throws IOException {
        this.process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        this.in = process.getOutputStream();
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        send(
                """
                {"jsonrpc":"2.0","id":"init","method":"initialize","params":{"protocolVersion":"2025-11-25",\
                "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""");
        receive();
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    void send(String line) throws IOException {
        in.write((line + "\n").getBytes(UTF_8));
        in.flush();
    }

    /** The next message; a missing node at the end. */
    JsonNode receive() throws IOException {
        String line = out.readLine();
        return JsonMapper.shared().readTree(line == null ? "" : line);
    }

    /** Calls a tool and waits for its answer; what is told meanwhile is passed over. */
    JsonNode call(int id, String tool, String arguments) throws IOException {
        start(id, tool, arguments);
        JsonNode next = receive();
        while (next.has("method")) {
            next = receive();
        }
        return next.path("result");
    }

    /** Calls a tool. */
    void start(int id, String tool, String arguments) throws IOException {
        send(
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                        .formatted(id, tool, arguments));
    }

    /** Ends the input and waits for the process; gives its exit code. */
    int end() throws IOException, InterruptedException {
        in.close();
        return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        // Until it is gone it may write into its folder.
        process.destroyForcibly().onExit().join();
    }
}
