package dev.gatehouse.demo;

import dev.gatehouse.demo.DemoException.Reason;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * The demo database while it runs: a PostgreSQL 18 on 127.0.0.1 with an invented online shop.
 *
 * <p>Programs that start it with the same folder share one server; the last to close it, or to end
 * by a signal, stops it. After a {@code kill -9} the server goes on and the next start takes it
 * over. Within one process, a folder can be started once at a time.
 */
public final class DemoDatabase implements AutoCloseable {

    /** The role that {@link #url()} logs in as; it can read the shop and nothing else. */
    public static final String ROLE = "gatehouse";

    private static final Duration PATIENCE_TO_STOP = Duration.ofSeconds(15);

    private final Home home;
    private final Lease lease;
    private final Server server;
    private final String password;
    private final Progress progress;
    private final Thread hook;
    private int port;
    private boolean closed;

    private DemoDatabase(
            Home home, Lease lease, Server server, String password, Progress progress) {
        this.password = password;
        this.home = home;
        this.lease = lease;
        this.server = server;
        this.progress = progress;
        this.hook = new Thread(this::close, "stop demo database");
    }

    /**
     * Starts the database or joins the one that runs; fills it the first time. Returns when it
     * takes connections. From then on it is closed when the virtual machine ends.
     *
     * @throws DemoException with what to do about it
     */
    public static DemoDatabase start(DemoSettings settings, Progress progress)
            throws DemoException {
        Home home = Home.open(settings.folder());
        try (Turn _ = Turn.take(home.folder(), settings.patience(), progress)) {
            return start(home, settings, progress);
        } catch (IOException cause) {
            throw DemoException.of(cause, home.folder());
        }
    }

    private static DemoDatabase start(Home home, DemoSettings settings, Progress progress)
            throws IOException, DemoException {
        Command command = new Command(home.folder().resolve("command.log"), settings.patience());
        Leftovers leftovers = new Leftovers(home, command);
        leftovers.deleteUnfinished();
        Binaries binaries =
                Binaries.in(
                        home,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        progress);
        Account account = Account.forServer(home, binaries, command);
        Passwords passwords = new Passwords(new SecureRandom());
        Cluster cluster =
                new ClusterBuilder(home, binaries, account, command, passwords)
                        .cluster(Seed.load(), progress);
        leftovers.deleteOutdated(cluster, binaries);
        return open(home, new Server(cluster, binaries, account, command), progress);
    }

    private static DemoDatabase open(Home home, Server server, Progress progress)
            throws IOException, DemoException {
        String password = Passwords.read(server.cluster().readerPassword());
        Lease lease = leased(server.cluster());
        DemoDatabase database = new DemoDatabase(home, lease, server, password, progress);
        try {
            database.open();
            return database;
        } catch (IOException | DemoException | RuntimeException failure) {
            lease.close();
            throw failure;
        }
    }

    private static Lease leased(Cluster cluster) throws IOException, DemoException {
        try {
            return Lease.take(cluster.inUse());
        } catch (OverlappingFileLockException ownProcess) {
            throw new DemoException(
                    Reason.BUSY,
                    "this process has started the demo in " + cluster.folder() + " already",
                    "Use the one that is started.");
        }
    }

    /** Holds the monitor, so that a shutdown hook waits for the start that it interrupts. */
    private synchronized void open() throws IOException, DemoException {
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            port = server.running(lease.alone(), progress);
        } catch (IOException | DemoException | RuntimeException failure) {
            closed = true;
            removeHook();
            throw failure;
        }
    }

    /** {@code postgres://} address of the shop with the role and its password: a secret. */
    public String url() {
        return "postgres://" + ROLE + ":" + password + "@127.0.0.1:" + port + "/shop";
    }

    /** The folder of the running cluster, with the superuser's password in a file. */
    public Path folder() {
        return server.cluster().folder();
    }

    /** Gives the share in the server back; the last one stops it. Does nothing the second time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lease;
                Turn _ = Turn.take(home.folder(), PATIENCE_TO_STOP, progress)) {
            if (lease.release()) {
                server.stop();
            }
        } catch (IOException | DemoException failure) {
            progress.say("The demo database could not be stopped: " + failure.getMessage());
        }
        // Not earlier: a signal while we stop the server must wait for that.
        removeHook();
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // This is the hook, or it will find the database closed.
        }
    }
}
