package dev.gatehouse.engines.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A wire between the driver and the server that counts round trips: each time the driver speaks
 * after the server did. It can be cut, and can leave newcomers hanging.
 */
final class TripCounter implements AutoCloseable {

    private final ServerSocket listener;
    private final int server;
    private final AtomicInteger trips = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean deaf;

    TripCounter(int server) {
        this.server = server;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int trips() {
        return trips.get();
    }

    /** From now on whoever connects is accepted and never answered. */
    void ignoreNewcomers() {
        deaf = true;
    }

    /** Cuts every connection; new ones are served. */
    void cut() {
        sockets.forEach(TripCounter::close);
        sockets.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                if (!deaf) {
                    Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
                    sockets.add(upstream);
                    serve(client, upstream);
                }
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void serve(Socket client, Socket upstream) {
        var serverSpoke = new java.util.concurrent.atomic.AtomicBoolean(true);
        Thread.ofVirtual()
                .start(
                        () ->
                                pump(
                                        client,
                                        upstream,
                                        () -> {
                                            if (serverSpoke.getAndSet(false)) {
                                                trips.incrementAndGet();
                                            }
                                        }));
        Thread.ofVirtual().start(() -> pump(upstream, client, () -> serverSpoke.set(true)));
    }

    private static void pump(Socket from, Socket to, Runnable each) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                each.run();
                out.write(buffer, 0, n);
            }
        } catch (IOException closed) {
            close(from);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
