package dev.gatehouse.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/**
 * A server as its file {@code postmaster.pid} tells of it. The file outlives a server that was
 * killed, and its process number may by then belong to any other program.
 *
 * @param pid its process
 * @param port where it listens; 0 while it starts
 * @param ready whether it takes connections
 */
record Postmaster(long pid, int port, boolean ready) {

    /** Lines of the file, counted from 0; PostgreSQL 18, {@code src/include/utils/pidfile.h}. */
    private static final int PID = 0;

    private static final int PORT = 3;
    private static final int STATUS = 7;
    private static final int CONNECT_MILLIS = 2_000;

    static Optional<Postmaster> of(Cluster cluster) {
        try {
            List<String> lines = ServerFile.tail(cluster.postmasterFile(), 0).lines().toList();
            return Optional.of(
                    new Postmaster(
                            Long.parseLong(line(lines, PID)),
                            Integer.parseInt(line(lines, PORT)),
                            line(lines, STATUS).equals("ready")));
        } catch (NumberFormatException noneOrHalfWritten) {
            return Optional.empty();
        }
    }

    /** Whether any process has the number. */
    boolean exists() {
        return ProcessHandle.of(pid).isPresent();
    }

    /** Whether the process with the number is a server on this cluster. */
    boolean serves(Cluster cluster) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().arguments())
                .map(List::of)
                .filter(words -> words.size() >= 2)
                .map(words -> words.subList(0, 2))
                .equals(Optional.of(List.of("-D", cluster.data().toString())));
    }

    /** Whether the server says that it is ready, and can be connected to. */
    boolean answers() {
        if (!ready) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index).strip() : "";
    }
}
