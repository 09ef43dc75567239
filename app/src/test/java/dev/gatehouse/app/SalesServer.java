package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;

/** A real PostgreSQL with the database that the corpora speak of, for all tests of this module. */
final class SalesServer {

    private static final EmbeddedPostgres SERVER = started();

    private SalesServer() {}

    private static EmbeddedPostgres started() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            try (Connection owner = connect(server.getPort(), "postgres");
                    Statement statement = owner.createStatement()) {
                statement.execute(resource("/corpora/schema.sql"));
                statement.execute("ALTER ROLE agent PASSWORD 'agent'");
            }
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the test server did not start", e);
        }
    }

    private static Connection connect(int port, String database) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
        return DriverManager.getConnection(url + "&binaryTransfer=false&options=-c%20timezone=UTC");
    }

    /** A connection of the database's owner, as the tests' own witness. */
    static Connection owner() throws SQLException {
        return owner("postgres");
    }

    /** A connection of the owner of another database on the same server. */
    static Connection owner(String database) throws SQLException {
        return connect(SERVER.getPort(), database);
    }

    /** The address, with a role that may read the schema sales. */
    static String url() {
        return url("postgres");
    }

    private static String url(String database) {
        return "postgres://agent@127.0.0.1:" + SERVER.getPort() + "/" + database;
    }

    /** Settings as the corpora assume them, in a folder where nothing else is. */
    static Path settings(Path folder, String more) throws IOException {
        return settings(folder, "postgres", more);
    }

    /** The same for another database on the server. */
    static Path settings(Path folder, String database, String more) throws IOException {
        Path file = folder.resolve("gatehouse.yaml");
        String text =
                """
                databases:
                  sales:
                    url: %s
                    password: ${file:%s}
                    schemas: [sales]
                    max_rows: 100000
                    max_bytes: 64MiB
                    query_timeout: 2s
                %saudit: {file: %s}
                """
                        .formatted(
                                url(database),
                                Files.writeString(folder.resolve("password"), "agent\n"),
                                more,
                                folder.resolve("audit.jsonl"));
        return Files.writeString(file, text);
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
