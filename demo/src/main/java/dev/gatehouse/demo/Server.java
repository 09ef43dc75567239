package dev.gatehouse.demo;

import dev.gatehouse.demo.Command.Outcome;
import dev.gatehouse.demo.DemoException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Starts and stops the server of a cluster. Everything here needs the {@link Turn}. */
record Server(Cluster cluster, Binaries binaries, Account account, Command command) {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration HUNG = Duration.ofSeconds(10);
    private static final int STARTS = 3;
    private static final int ANY_PORT = 0;

    /**
     * The port of the running server; starts one unless it runs already, which it also does when
     * the Gatehouse that started it was killed.
     *
     * @param alone whether nobody else uses the cluster
     */
    int running(boolean alone, Progress progress) throws IOException, DemoException {
        Deadline hung = Deadline.in(HUNG);
        Optional<Postmaster> found = Postmaster.of(cluster);
        while (found.isPresent() && found.get().serves(cluster)) {
            if (found.get().answers()) {
                return found.get().port();
            }
            if (!hung.pause(PAUSE)) {
                progress.say("The demo database hangs; restarting it");
                stop("immediate");
            }
            found = Postmaster.of(cluster);
        }
        forgetDead(alone);
        return start(progress);
    }

    /** Ends all sessions and the server. */
    void stop() throws IOException {
        if (Postmaster.of(cluster).filter(found -> found.serves(cluster)).isPresent()
                && !stop("fast").succeeded()) {
            stop("immediate");
        }
    }

    /**
     * PostgreSQL itself copes with a file that names no process. It refuses when another program
     * got the number of a server that was killed, and it cannot see a server in another container.
     */
    private void forgetDead(boolean alone) throws IOException, DemoException {
        Path file = cluster.postmasterFile();
        if (!Files.exists(file)) {
            return;
        }
        if (!alone) {
            throw new DemoException(
                    Reason.BUSY,
                    "another Gatehouse uses the demo in "
                            + cluster.folder()
                            + ", but its database cannot be reached from here",
                    "End the other one (it may run in a container), or choose another folder with "
                            + DemoSettings.FOLDER_VARIABLE
                            + ".");
        }
        if (Postmaster.of(cluster).filter(Postmaster::exists).isPresent()) {
            Files.deleteIfExists(file);
        }
    }

    private int start(Progress progress) throws IOException, DemoException {
        int port = firstFree(lastPort());
        String log = "";
        for (int attempt = 0; attempt < STARTS; attempt++) {
            progress.say("Starting the demo database on port " + port);
            long logged = Files.exists(cluster.log()) ? Files.size(cluster.log()) : 0;
            if (start(port).succeeded()) {
                Files.writeString(cluster.port(), port + "\n");
                return port;
            }
            log = ServerFile.tail(cluster.log(), logged);
            // Somebody took the port, or processes of a killed server are not quite gone.
            port = firstFree(ANY_PORT);
        }
        throw DemoException.of("Starting the demo database", log, cluster.folder());
    }

    private Outcome start(int port) throws IOException {
        return command.run(
                account.command(
                        binaries.program("pg_ctl"),
                        "start",
                        "--wait",
                        "--silent",
                        "--timeout=" + command.limit().toSeconds(),
                        "--pgdata=" + cluster.data(),
                        "--log=" + cluster.log(),
                        "--options=-p " + port));
    }

    private Outcome stop(String mode) throws IOException {
        return command.run(
                account.command(
                        binaries.program("pg_ctl"),
                        "stop",
                        "--wait",
                        "--silent",
                        "--timeout=" + HUNG.toSeconds(),
                        "--mode=" + mode,
                        "--pgdata=" + cluster.data()));
    }

    private int lastPort() {
        try {
            return Integer.parseInt(Files.readString(cluster.port()).strip());
        } catch (IOException | NumberFormatException unknown) {
            return ANY_PORT;
        }
    }

    private static int firstFree(int wish) throws IOException {
        try (ServerSocket probe = new ServerSocket(wish, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException taken) {
            if (wish == ANY_PORT) {
                throw taken;
            }
            return firstFree(ANY_PORT);
        }
    }
}
