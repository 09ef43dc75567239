package dev.gatehouse.gateway.audit.ship;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends records as syslog (RFC 5424) over TLS (RFC 5425).
 *
 * <p>Syslog acknowledges nothing: what TCP has taken may never be read. So a connection is ended
 * now and then, in order: TLS says that nothing more comes, and the receiver, who reads that behind
 * all records, ends its side, too. Only this confirms what was sent on it. When a connection
 * breaks, everything that was sent on it is sent again.
 */
public final class SyslogReceiver implements Receiver {

    private static final Duration TO_END = Duration.ofSeconds(10);

    private static final String ENDED = "it ended the connection before it was asked to";
    private static final String NOT_ENDED =
            "it does not end the connection when it is asked to, and so shows not that it has"
                    + " everything";

    /**
     * Where messages go, and what they are like.
     *
     * @param tls how the connection is protected; empty for none, which is for this machine only
     * @param facility 0 to 23
     * @param name of this machine; empty for the one that it has
     * @param marked whether a byte order mark is before each message
     */
    public record Target(
            String host,
            int port,
            Optional<TlsSource> tls,
            int facility,
            Optional<String> name,
            boolean marked) {}

    private final Target target;
    private final Duration patience;
    private @Nullable SyslogMessage message;

    // Guarded by this.
    private @Nullable SyslogConnection connection;
    private boolean closed;

    public SyslogReceiver(Target target) {
        this(target, TO_END);
    }

    /** A receiver that is waited for as long as this when it is to end a connection. */
    SyslogReceiver(Target target, Duration patience) {
        this.target = target;
        this.patience = patience;
    }

    @Override
    public Outcome send(List<Entry> batch) {
        try {
            var bytes = new ByteArrayOutputStream();
            SyslogMessage form = message();
            batch.forEach(entry -> form.writeTo(bytes, entry));
            SyslogConnection open = connection();
            if (open.hasEnded()) {
                return new Away(ENDED);
            }
            open.write(bytes.toByteArray());
            return new Sent();
        } catch (IOException failure) {
            return new Away(Trouble.words(failure));
        }
    }

    @Override
    public Outcome confirm() {
        try {
            SyslogConnection open = connection();
            if (open.hasEnded()) {
                return new Away(ENDED);
            }
            return open.end(patience) ? new Taken(0) : new Away(NOT_ENDED);
        } catch (IOException failure) {
            return new Away(Trouble.words(failure));
        } finally {
            reset();
        }
    }

    private SyslogMessage message() {
        SyslogMessage known = message;
        if (known == null) {
            known =
                    new SyslogMessage(
                            target.facility(),
                            target.name().orElseGet(SyslogReceiver::machine),
                            target.marked());
            message = known;
        }
        return known;
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "";
        }
    }

    private synchronized SyslogConnection connection() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        SyslogConnection known = connection;
        if (known == null) {
            known = SyslogConnection.prepare(target);
            connection = known;
        }
        return known;
    }

    @Override
    public synchronized void reset() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        reset();
    }
}
