package dev.gatehouse.mcp.stdio;

import dev.gatehouse.mcp.era.EraSelector;
import dev.gatehouse.mcp.exchange.Flights;
import dev.gatehouse.mcp.exchange.Session;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.peer.Principal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Serves one client over two streams (MCP, transports, stdio): UTF-8, one message a line, and
 * nothing else on the output. Mistakes in the input are answered and survived.
 */
public final class StdioServer {

    /** How a connection ended. */
    public enum Ending {
        /** The input ended, and everything that was read is answered. */
        INPUT_ENDED,
        /**
         * The client stopped reading, or {@link StdioServer#stop} was called; calls were cancelled.
         */
        CLIENT_GONE
    }

    private final LineReader reader;
    private final Intake intake;
    private final StdioLimits limits;
    private final Session session;
    private final Flights flights = new Flights();
    private final Lifecycle lifecycle = new Lifecycle();

    /**
     * @param principal whoever started the program
     * @param in what the client writes
     * @param out what the client reads; nobody else may write there
     */
    public StdioServer(
            Host host, Principal principal, InputStream in, OutputStream out, StdioLimits limits) {
        this.limits = limits;
        this.reader = new LineReader(in, limits.lineBytes());
        LineWriter writer = new LineWriter(out, this::stop);
        this.session = new Session(principal, host.ids().get());
        this.intake =
                new Intake(
                        new EraSelector(host),
                        session,
                        flights,
                        writer,
                        host.incidents(),
                        lifecycle,
                        limits);
    }

    /**
     * Serves until the client is done or gone. A read may still be waiting on a thread of its own
     * when this returns, because nothing can end it; that thread does not keep the process alive.
     */
    public Ending run() throws InterruptedException {
        Thread.ofPlatform().daemon().name("mcp-stdio-reader").start(this::readAll);
        if (lifecycle.awaitAnswered()) {
            return Ending.INPUT_ENDED;
        }
        lifecycle.awaitIdle(limits.farewell());
        return Ending.CLIENT_GONE;
    }

    /** Cancels everything and ends {@link #run}; for the end of the process, from any thread. */
    public void stop() {
        lifecycle.clientGone();
        flights.cancelAll();
        session.end();
    }

    private void readAll() {
        try {
            while (!lifecycle.isGone() && take(reader.read())) {
                // Each turn takes one line.
            }
        } catch (IOException unreadable) {
            // An input that fails has ended: what was read before is answered.
        } finally {
            session.end();
            lifecycle.inputEnded();
        }
    }

    private boolean take(Line line) {
        switch (line) {
            case Line.Text(byte[] bytes) when isBlank(bytes) -> {}
            case Line.Text(byte[] bytes) -> intake.take(bytes);
            case Line.TooLong _ -> intake.refuseLongLine();
            case Line.End _ -> {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte[] line) {
        for (byte character : line) {
            if (character != ' ' && character != '\t' && character != '\r') {
                return false;
            }
        }
        return true;
    }
}
