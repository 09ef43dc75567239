package dev.gatehouse.app;

import dev.gatehouse.gateway.tools.Agent;
import dev.gatehouse.gateway.tools.Entry;
import dev.gatehouse.mcp.stdio.StdioLimits;
import dev.gatehouse.mcp.stdio.StdioServer;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** MCP on this process's own standard input and output. */
final class Stdio {

    /** A little longer than the server itself waits for its calls. */
    private static final Duration FAREWELL = StdioLimits.DEFAULT.farewell().plusSeconds(1);

    private Stdio() {}

    /** Serves until the client is done or gone, or the process is told to end. */
    static int serve(Gate gate) throws InterruptedException {
        return serve(
                gate,
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out));
    }

    static int serve(Gate gate, InputStream in, OutputStream out) throws InterruptedException {
        // Whatever else wants to print must not disturb the protocol.
        System.setOut(System.err);
        gate.telemetry().beginStdio();
        StdioServer server =
                new StdioServer(
                        gate.host(),
                        new Agent(gate::localCaller, new Entry("stdio")),
                        in,
                        // Until then, the client would wait for what competes with its answer.
                        new FirstAnswer(out, gate::warmUp),
                        StdioLimits.DEFAULT);
        CountDownLatch served = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(server, served), "stop serving"));
        try {
            return switch (server.run()) {
                case INPUT_ENDED, CLIENT_GONE -> Gatehouse.DONE;
            };
        } finally {
            served.countDown();
        }
    }

    /** Does not let the process end before what runs was cancelled in the databases, too. */
    private static void stop(StdioServer server, CountDownLatch served) {
        server.stop();
        try {
            if (!served.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("gatehouse: some calls did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
