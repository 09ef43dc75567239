package dev.gatehouse.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The database that the corpora speak of, on a real server. */
final class SalesDatabase {

    /** The newest server whose grammar there is, started when it is first needed. */
    private static final class Newest {
        static final SalesDatabase DATABASE = new SalesDatabase("18", EmbeddedPostgres.builder());
    }

    /** The oldest one. */
    private static final class Oldest {
        static final SalesDatabase DATABASE =
                new SalesDatabase(
                        "15",
                        EmbeddedPostgres.builder().setPgBinaryResolver((_, _) -> oldestServer()));
    }

    private final String version;
    private final int port;

    private SalesDatabase(String version, EmbeddedPostgres.Builder builder) {
        this.version = version;
        this.port = started(builder).getPort();
    }

    static SalesDatabase newest() {
        return Newest.DATABASE;
    }

    static SalesDatabase oldest() {
        return Oldest.DATABASE;
    }

    /** What the build has put there. */
    private static InputStream oldestServer() throws IOException {
        Path folder = Path.of("target", "oldest-server");
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, "*.txz")) {
            return Files.newInputStream(archives.iterator().next());
        }
    }

    private static EmbeddedPostgres started(EmbeddedPostgres.Builder builder) {
        try {
            EmbeddedPostgres server = builder.start();
            try (Connection owner = connect(server.getPort(), "postgres");
                    Statement statement = owner.createStatement()) {
                statement.execute(SalesServer.resource("/corpora/schema.sql"));
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
    Connection owner() throws SQLException {
        return owner("postgres");
    }

    /** A connection of the owner of another database on the same server. */
    Connection owner(String database) throws SQLException {
        return connect(port, database);
    }

    /** The address, with a role that may read the schema sales. */
    String url() {
        return url("postgres");
    }

    private String url(String database) {
        return "postgres://agent@127.0.0.1:" + port + "/" + database;
    }

    /** Settings as the corpora assume them, in a folder where nothing else is. */
    Path settings(Path folder, String more) throws IOException {
        return settings(folder, "postgres", more);
    }

    /** The same for another database on the server. */
    Path settings(Path folder, String database, String more) throws IOException {
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

    @Override
    public String toString() {
        return "PostgreSQL " + version;
    }
}
