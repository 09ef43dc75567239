package dev.gatehouse.gateway.audit.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A receiver of syslog frames (RFC 5425) on this machine, which can be rude. */
final class SyslogServer implements AutoCloseable {

    private final ServerSocket server;
    private final List<String> messages = new ArrayList<>();
    private final List<Socket> open = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong cutAfter = new AtomicLong(Long.MAX_VALUE);
    private volatile Cut cut = Cut.CLOSE;
    private volatile boolean ends = true;

    private SyslogServer(ServerSocket server) {
        this.server = server;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    static SyslogServer plain(int port) throws IOException {
        return new SyslogServer(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
    }

    static SyslogServer secured(int port, SSLContext context, String... protocols)
            throws IOException {
        var server =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(port, 50, InetAddress.getLoopbackAddress());
        if (protocols.length > 0) {
            server.setEnabledProtocols(protocols);
        }
        return new SyslogServer(server);
    }

    /** Has clients show a certificate that it trusts. */
    SyslogServer askingForCertificates() {
        ((SSLServerSocket) server).setNeedClientAuth(true);
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    /** How a connection can end under those who write to it. */
    enum Cut {
        RESET,
        CLOSE,
        SHUTDOWN
    }

    /** Ends a connection after so many further messages, and does so once. */
    void cutAfter(long more, Cut how) {
        cut = how;
        cutAfter.set(more);
    }

    /** Whether it ends its side of a connection when the client has ended its own. */
    void ending(boolean so) {
        ends = so;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                synchronized (open) {
                    open.add(socket);
                }
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException _) {
                // Closed, or a client that does not get through; others may.
            }
        }
    }

    private void serve(Socket socket) {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Optional<String> next = next(in); next.isPresent(); next = next(in)) {
                if (cutAfter.getAndDecrement() == 0) {
                    cutAfter.set(Long.MAX_VALUE);
                    cut(socket);
                    return;
                }
                synchronized (messages) {
                    messages.add(next.get());
                }
            }
            if (ends) {
                socket.close();
            }
        } catch (IOException _) {
            // The client is gone.
        }
    }

    private void cut(Socket socket) throws IOException {
        switch (cut) {
            case RESET -> socket.setSoLinger(true, 0);
            case SHUTDOWN -> socket.shutdownOutput();
            case CLOSE -> {}
        }
        socket.close();
    }

    /** A frame: its length, a space, the message. */
    private static Optional<String> next(InputStream in) throws IOException {
        int length = 0;
        for (int c = in.read(); c != ' '; c = in.read()) {
            if (c < 0 && length == 0) {
                return Optional.empty();
            }
            if (c < '0' || c > '9') {
                throw new UncheckedIOException(new IOException("no length of a frame: " + c));
            }
            length = length * 10 + c - '0';
        }
        byte[] message = in.readNBytes(length);
        if (message.length < length) {
            throw new IOException("cut");
        }
        return Optional.of(new String(message, UTF_8));
    }

    List<String> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    int connections() {
        return connections.get();
    }

    /** Goes away at once, with all connections. */
    void goAway() throws IOException {
        server.close();
        synchronized (open) {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        goAway();
    }
}
