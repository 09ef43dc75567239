package dev.gatehouse.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * One connection to an MCP endpoint, kept alive (HTTP/1.1): no more than a load driver needs, so
 * that the driver costs less than the server.
 */
final class HttpConnection implements Connection, AutoCloseable {

    static final String SESSION = "Mcp-Session-Id";

    private static final int GOOD = 200;

    private final URI endpoint;
    private final Dialect dialect;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private String session = "";

    HttpConnection(URI endpoint, Dialect dialect) throws IOException {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.socket = new Socket(endpoint.getHost(), endpoint.getPort());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    @Override
    public void open() throws IOException {
        Answers.check(ask(bytes(dialect.opening(), dialect.openingMethod(), "")));
        if (dialect == Dialect.HANDSHAKE) {
            ask(bytes(Dialect.INITIALIZED, "notifications/initialized", ""));
        }
    }

    @Override
    public String ask(Call call) throws IOException {
        return Answers.check(ask(request(call)));
    }

    /** A request, ready to be sent on this connection as often as one likes. */
    byte[] request(Call call) {
        return bytes(dialect.request(1, call), call.method(), call.tool());
    }

    private byte[] bytes(String message, String method, String tool) {
        StringBuilder text = new StringBuilder();
        text.append("POST ").append(endpoint.getPath()).append(" HTTP/1.1\r\n");
        Map<String, String> headers = dialect.headers(method, tool, session);
        headers.put("Host", endpoint.getAuthority());
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("Content-Length", String.valueOf(message.length()));
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n").append(message).toString().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Sends a request and reads the whole answer, an event stream as it stands.
     *
     * @throws IOException when the server refuses
     */
    String ask(byte[] request) throws IOException {
        out.write(request);
        String status = line();
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String value = header.substring(colon + 1).strip();
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = true;
                case "mcp-session-id" -> session = value;
                default -> {}
            }
        }
        String body = chunked ? chunks() : text(length);
        if (Integer.parseInt(status.split(" ", 3)[1]) / 100 != GOOD / 100) {
            throw new IOException(status + ": " + body);
        }
        return body;
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int length = Integer.parseInt(line(), 16);
            body.append(text(length));
            line();
            if (length == 0) {
                return body.toString();
            }
        }
    }

    private String text(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (each != '\r') {
                line.append((char) each);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
