package dev.gatehouse.gateway.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Cuts off connections on which no request comes: from the connection, or from the end of the last
 * answer, until the whole head of the next request there is only so much time.
 */
final class HeadTime extends Handler.Wrapper implements Connection.Listener {

    private final Duration patience;
    private final Scheduler scheduler;
    private final Map<Connection, Client> clients = new ConcurrentHashMap<>();

    HeadTime(Duration patience, Scheduler scheduler, Handler next) {
        super(next);
        this.patience = patience;
        this.scheduler = scheduler;
    }

    /** TLS is a connection, too, but none on which requests come. */
    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof ConnectionMetaData) {
            clients.put(connection, new Client(connection));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        Client client = clients.remove(connection);
        if (client != null) {
            client.gone();
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Client client = clients.get(request.getConnectionMetaData().getConnection());
        if (client != null) {
            client.asks();
            Request.addCompletionListener(request, _ -> client.isAnswered());
        }
        return super.handle(request, response, callback);
    }

    /** One connection. The end of a request may be heard of after the next has begun. */
    private final class Client {

        private final Connection connection;
        private final ReentrantLock lock = new ReentrantLock();
        private int requests;
        private boolean gone;
        private Optional<Deadline> deadline;

        Client(Connection connection) {
            this.connection = connection;
            this.deadline = begun();
        }

        private Optional<Deadline> begun() {
            return Optional.of(Deadline.in(patience, scheduler, connection.getEndPoint()));
        }

        void asks() {
            change(1);
        }

        void isAnswered() {
            change(-1);
        }

        private void change(int more) {
            lock.lock();
            try {
                requests += more;
                deadline.ifPresent(Deadline::close);
                deadline = requests == 0 && !gone ? begun() : Optional.empty();
            } finally {
                lock.unlock();
            }
        }

        void gone() {
            lock.lock();
            try {
                gone = true;
                deadline.ifPresent(Deadline::close);
            } finally {
                lock.unlock();
            }
        }
    }
}
