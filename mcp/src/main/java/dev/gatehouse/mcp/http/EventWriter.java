package dev.gatehouse.mcp.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.MessageEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Writes server-sent events (HTML, section 9.2.6): a message has no line break inside. */
final class EventWriter {

    private static final byte[] BEGIN = "event: message\ndata: ".getBytes(US_ASCII);
    private static final byte[] END = "\n\n".getBytes(US_ASCII);
    private static final byte[] COMMENT = ":\n".getBytes(US_ASCII);
    private static final byte[] BLANK = "\n".getBytes(US_ASCII);

    private final HttpReply.Stream out;
    private final MessageEncoder encoder;

    EventWriter(HttpReply.Stream out, MessageEncoder encoder) {
        this.out = out;
        this.encoder = encoder;
    }

    void message(Message message) throws IOException {
        byte[] json = encoder.encode(message);
        var event = new ByteArrayOutputStream(BEGIN.length + json.length + END.length);
        event.writeBytes(BEGIN);
        event.writeBytes(json);
        event.writeBytes(END);
        out.write(event.toByteArray());
    }

    /** A comment, which clients skip: whether it can be written tells whether they are there. */
    void comment() throws IOException {
        out.write(COMMENT);
    }

    /** An empty line, which ends an event that was never begun: clients skip that, too. */
    void blank() throws IOException {
        out.write(BLANK);
    }
}
