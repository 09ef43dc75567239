package dev.gatehouse.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** What goes to standard error, and so to the log, from here on. */
final class Said implements AutoCloseable {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    Said() {
        Telemetry.flush();
        System.setErr(new PrintStream(said, true, UTF_8));
    }

    String text() {
        Telemetry.flush();
        return said.toString(UTF_8);
    }

    @Override
    public void close() {
        Telemetry.flush();
        System.setErr(before);
    }
}
