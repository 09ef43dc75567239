package dev.gatehouse.gateway.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Cuts a connection off, unless it is closed in time. The server's idle timeout does not do that to
 * a client that sends or reads a byte now and then.
 */
record Deadline(Scheduler.Task cut) implements AutoCloseable {

    static Deadline in(Duration patience, Scheduler scheduler, EndPoint connection) {
        Runnable cut = () -> connection.close(new TimeoutException("the client is too slow"));
        return new Deadline(scheduler.schedule(cut, patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        cut.cancel();
    }
}
