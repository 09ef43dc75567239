package dev.gatehouse.engines.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.result.Value;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The oldest server whose grammar there is tells the same of itself as the newest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OldestServerTest {

    /** The definitions of the system's own views have changed. */
    private static final Set<String> SYSTEM = Set.of("v_roles", "v_logins");

    private final EmbeddedPostgres server = started();
    private final PostgresEngine engine =
            TestServer.engine(
                    new PostgresSettings("127.0.0.1", server.getPort(), "postgres", "reader"));

    private static EmbeddedPostgres started() {
        try {
            return EmbeddedPostgres.builder().setPgBinaryResolver((_, _) -> binaries()).start();
        } catch (IOException failure) {
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

    @BeforeAll
    void fill() throws SQLException {
        try (Connection owner = server.getPostgresDatabase().getConnection();
                Statement statement = owner.createStatement()) {
            statement.execute(Schema.SQL);
        }
    }

    @AfterAll
    void close() throws IOException {
        engine.close();
        server.close();
    }

    @Test
    void itsVersionIsKnown() {
        assertThat(engine.serverMajor()).isEqualTo(15);
        assertThat(engine.catalog(false).serverMajor()).isEqualTo(15);
    }

    @Test
    void itsCatalogIsThatOfTheNewest() {
        Catalog catalog = engine.catalog(false);
        try (PostgresEngine newest = TestServer.engine()) {
            assertThat(relations(catalog)).isEqualTo(relations(newest.catalog(false)));
            assertThat(catalog.schemas()).isEqualTo(newest.catalog(false).schemas());
        }
        assertThat(catalog.isUnaryFunction("pg_read_file")).isTrue();
        assertThat(catalog.relation("Odd Table")).isEmpty();
    }

    private static List<Relation> relations(Catalog catalog) {
        return catalog.relations().stream()
                .filter(relation -> !SYSTEM.contains(relation.name().name()))
                .toList();
    }

    @Test
    void itsRoleIsJudged() {
        assertThat(engine.role().readsOnly()).isTrue();
        assertThat(engine.role().warnings()).isEmpty();
    }

    @Test
    void aStatementRuns() {
        assertThat(TestServer.value(engine, "SELECT count(*) FROM sales.customers"))
                .isEqualTo(new Value.Whole(500));
    }
}
