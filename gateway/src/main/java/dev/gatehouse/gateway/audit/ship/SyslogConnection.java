package dev.gatehouse.gateway.audit.ship;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One connection to a receiver of syslog: TLS 1.2 or 1.3, with the receiver's certificate and name
 * checked (RFC 5425, 5.2), or plain TCP. Used by one thread; {@link #close} comes from others, too,
 * and ends what that thread waits for.
 */
final class SyslogConnection implements AutoCloseable {

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_WRITE = Duration.ofSeconds(30);

    /** A receiver of syslog has nothing to say; whoever says more than this says too much. */
    private static final int MOST_READS = 64;

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final Executor LATER =
            CompletableFuture.delayedExecutor(TO_WRITE.toMillis(), TimeUnit.MILLISECONDS);

    private final SyslogReceiver.Target target;
    private final Socket plain = new Socket();
    private Optional<Socket> socket = Optional.empty();
    private Duration roundTrip = Duration.ZERO;

    private SyslogConnection(SyslogReceiver.Target target) {
        this.target = target;
    }

    /** One that is made with the first use, so that it can be closed before. */
    static SyslogConnection prepare(SyslogReceiver.Target target) {
        return new SyslogConnection(target);
    }

    private Socket socket() throws IOException {
        if (socket.isEmpty()) {
            long begin = System.nanoTime();
            plain.connect(
                    new InetSocketAddress(target.host(), target.port()),
                    (int) TO_CONNECT.toMillis());
            roundTrip = Duration.ofNanos(System.nanoTime() - begin);
            socket = Optional.of(target.tls().isPresent() ? secured(target.tls().get()) : plain);
        }
        return socket.get();
    }

    private Socket secured(TlsSource tls) throws IOException {
        var made =
                (SSLSocket)
                        tls.context()
                                .getSocketFactory()
                                .createSocket(plain, target.host(), target.port(), false);
        SSLParameters parameters = made.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(PROTOCOLS);
        made.setSSLParameters(parameters);
        made.setSoTimeout((int) TO_CONNECT.toMillis());
        made.startHandshake();
        return made;
    }

    /** Hands bytes to the system; they may be on their way for long. */
    void write(byte[] bytes) throws IOException {
        Socket open = socket();
        CompletableFuture<Void> alarm = CompletableFuture.runAsync(this::close, LATER);
        try {
            open.getOutputStream().write(bytes);
            open.getOutputStream().flush();
        } catch (IOException failure) {
            throw alarm.isDone() ? new SocketTimeoutException() : failure;
        } finally {
            alarm.cancel(false);
        }
    }

    /** Whether the receiver has ended the connection of its own accord. */
    boolean hasEnded() throws IOException {
        Socket open = socket();
        open.setSoTimeout(1);
        try {
            return ends(open.getInputStream());
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    /**
     * Says that nothing more comes, and waits for the receiver to end its side, too, which it does
     * when it has read that (RFC 5425, 4.4). One that ends of its own accord at this moment says
     * the same in TLS, but not in TCP: it resets the connection when there is something that it has
     * not read (RFC 9293, 3.6.1).
     *
     * @return whether it has ended its side, and read everything
     */
    boolean end(Duration patience) throws IOException {
        Socket open = socket();
        open.setSoTimeout((int) patience.toMillis());
        plain.setSoTimeout((int) patience.toMillis());
        open.shutdownOutput();
        try {
            boolean ended = ends(open.getInputStream()) && ends(plain.getInputStream());
            if (ended && target.tls().isPresent()) {
                requireNoReset();
            }
            return ended;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    /**
     * A reset that answers what was on its way when the receiver ended is here after a round trip.
     * It shows in a further write, which nobody reads.
     */
    private void requireNoReset() throws IOException {
        LockSupport.parkNanos(2 * roundTrip.toNanos());
        plain.getOutputStream().write(0);
    }

    private static boolean ends(InputStream in) throws IOException {
        byte[] ignored = new byte[1024];
        for (int i = 0; i < MOST_READS; i++) {
            if (in.read(ignored) < 0) {
                return true;
            }
        }
        return false;
    }

    /** At once: TLS would wait for its turn to say good-bye. */
    @Override
    public void close() {
        try {
            plain.close();
        } catch (IOException _) {
            // It is of no use any more, closed or not.
        }
    }
}
