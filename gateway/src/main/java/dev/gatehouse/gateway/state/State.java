package dev.gatehouse.gateway.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The store of what must outlive the program. Opening it brings its tables to the form that this
 * version knows; several processes may have it open. The statements on it are such as both kinds of
 * database understand. Thread-safe.
 */
public final class State implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final String MIGRATIONS = "classpath:dev/gatehouse/gateway/state";

    private final HikariDataSource data;

    private State(HikariDataSource data) {
        this.data = data;
    }

    /**
     * Opens a file, and makes it and its folder when they are missing, for the own user only.
     *
     * @throws StateException when it cannot be used
     */
    public static State inFile(Path file) {
        try {
            makeFor(file);
        } catch (IOException e) {
            throw new StateException("the state file cannot be made: " + file, e);
        }
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(Math.toIntExact(WAIT.toMillis()));
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        var pool = new HikariConfig();
        pool.setDataSource(source);
        return open(pool, "the state file cannot be used: " + file);
    }

    /**
     * Opens a PostgreSQL database.
     *
     * @param url {@code jdbc:postgresql://...}, without a password
     * @throws StateException when it cannot be used
     */
    public static State at(String url, String user, String password) {
        var pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        return open(pool, "the state database cannot be used");
    }

    private static State open(HikariConfig config, String problem) {
        config.setPoolName("state");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(WAIT.toMillis());
        try {
            var data = new HikariDataSource(config);
            try {
                migrate(data);
                return new State(data);
            } catch (FlywayException e) {
                data.close();
                throw e;
            }
        } catch (RuntimeException e) {
            throw new StateException(problem, e);
        }
    }

    private static void migrate(DataSource data) {
        Flyway.configure(State.class.getClassLoader())
                .dataSource(data)
                .locations(MIGRATIONS)
                .table("gatehouse_migrations")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    private static void makeFor(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly("rwx------"));
        }
        try {
            Files.createFile(file, ownerOnly("rw-------"));
        } catch (FileAlreadyExistsException _) {
            // Another time, or another process.
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
        if (!views.contains("posix")) {
            return new FileAttribute<?>[0];
        }
        var set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }

    /** Connections to it, in autocommit. */
    public DataSource data() {
        return data;
    }

    @Override
    public void close() {
        data.close();
    }
}
