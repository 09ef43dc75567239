package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;

/** {@link SalesDatabase} on the newest server, for the tests that need only one. */
final class SalesServer {

    private SalesServer() {}

    /** A connection of the database's owner, as the tests' own witness. */
    static Connection owner() throws SQLException {
        return SalesDatabase.newest().owner();
    }

    /** A connection of the owner of another database on the same server. */
    static Connection owner(String database) throws SQLException {
        return SalesDatabase.newest().owner(database);
    }

    /** The address, with a role that may read the schema sales. */
    static String url() {
        return SalesDatabase.newest().url();
    }

    /** Settings as the corpora assume them, in a folder where nothing else is. */
    static Path settings(Path folder, String more) throws IOException {
        return SalesDatabase.newest().settings(folder, more);
    }

    /** The same for another database on the server. */
    static Path settings(Path folder, String database, String more) throws IOException {
        return SalesDatabase.newest().settings(folder, database, more);
    }

    /** Waits, with the database's own clock, until so many of our statements run. */
    static void awaitRunning(Connection owner, int wanted, Duration patience) throws SQLException {
        String running =
                """
                SELECT count(*), pg_sleep(0.02) FROM pg_stat_activity
                WHERE application_name = 'gatehouse' AND state = 'active' AND query LIKE '%orders%'""";
        long end = System.nanoTime() + patience.toNanos();
        int found = -1;
        try (Statement statement = owner.createStatement()) {
            while (found != wanted && System.nanoTime() < end) {
                try (ResultSet result = statement.executeQuery(running)) {
                    result.next();
                    found = result.getInt(1);
                }
            }
        }
        assertThat(found).isEqualTo(wanted);
    }

    static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(SalesServer.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
