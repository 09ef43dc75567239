package dev.gatehouse.engines.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets whose operating system notices within a minute and a half that the other end is gone, and
 * that keep the memory of firewalls in between awake. This replaces a question to the database
 * before each use of a pooled connection. The sockets end a reply that is too long ({@link
 * BoundedSocket}). Public because the driver makes it by its name.
 */
public final class KeepAliveSockets extends SocketFactory {

    private static final int IDLE_SECONDS = 30;
    private static final int INTERVAL_SECONDS = 15;
    private static final int PROBES = 4;

    private final long replyBytes;

    /**
     * @param replyBytes the most bytes of one reply, a number; the driver passes texts only
     */
    public KeepAliveSockets(String replyBytes) {
        this.replyBytes = Long.parseLong(replyBytes);
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new BoundedSocket(replyBytes);
        set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
        set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
        set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        return socket;
    }

    private static void set(Socket socket, SocketOption<Integer> option, int value)
            throws IOException {
        if (socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("the driver connects by itself");
    }
}
