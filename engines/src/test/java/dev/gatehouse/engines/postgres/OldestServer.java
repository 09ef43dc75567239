package dev.gatehouse.engines.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The oldest server whose grammar there is, with what {@link TestServer} contains. */
final class OldestServer {

    private static final EmbeddedPostgres SERVER = started();

    private OldestServer() {}

    private static EmbeddedPostgres started() {
        try {
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder().setPgBinaryResolver((_, _) -> binaries()).start();
            try (Connection owner = server.getPostgresDatabase().getConnection();
                    Statement statement = owner.createStatement()) {
                statement.execute(Schema.SQL);
            }
            return server;
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException("the oldest server did not start", failure);
        }
    }

    /** What the build has put there. */
    private static InputStream binaries() throws IOException {
        Path folder = Path.of("target", "oldest-server");
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, "*.txz")) {
            return Files.newInputStream(archives.iterator().next());
        }
    }

    static PostgresEngine engine() {
        return TestServer.engine(
                new PostgresSettings("127.0.0.1", SERVER.getPort(), "postgres", "reader"));
    }

    /** A connection of the server's owner. */
    static Connection owner() throws SQLException {
        return SERVER.getPostgresDatabase().getConnection();
    }
}
