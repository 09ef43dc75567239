package dev.gatehouse.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Requests byte by byte, for what no proper client would send; each on a connection of its own. */
final class RawHttp {

    private RawHttp() {}

    /**
     * An answer.
     *
     * @param head status line and headers
     */
    record Answer(String head, String body) {

        int status() {
            return head.isEmpty() ? 0 : Integer.parseInt(head.split(" ", 3)[1]);
        }

        /** The value of a header, or "". */
        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /** The lines of a POST to the MCP endpoint that holds all it should; more go behind them. */
    static List<String> post(String body, String... more) {
        List<String> lines = new ArrayList<>();
        lines.add("POST /mcp HTTP/1.1");
        lines.add("Host: 127.0.0.1");
        lines.add("Connection: close");
        lines.add("Content-Type: application/json");
        lines.add("Accept: application/json, text/event-stream");
        lines.add("Content-Length: " + body.getBytes(UTF_8).length);
        lines.addAll(List.of(more));
        return lines;
    }

    /** Sends lines and a body; the answer is what comes until the connection ends. */
    static Answer send(String address, List<String> lines, String body) throws IOException {
        String head = String.join("\r\n", lines) + "\r\n\r\n";
        return send(address, (head + new String(body.getBytes(UTF_8), ISO_8859_1)));
    }

    /**
     * @param bytes each a character
     */
    static Answer send(String address, String bytes) throws IOException {
        URI there = URI.create(address);
        try (Socket socket = new Socket(there.getHost(), there.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
            int end = all.indexOf("\r\n\r\n");
            return end < 0
                    ? new Answer(all, "")
                    : new Answer(all.substring(0, end), all.substring(end + 4));
        }
    }
}
