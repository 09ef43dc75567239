package dev.gatehouse.bench;

import dev.gatehouse.demo.DemoDatabase;
import dev.gatehouse.demo.DemoException;
import dev.gatehouse.demo.DemoSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * The database that every server is asked about: a PostgreSQL of our own, as of the demo, with the
 * shop, a table of 100,000 rows, and catalogs of several sizes. It stays filled for the next run.
 */
final class BenchDatabase implements AutoCloseable {

    /** Connections that each server may hold, and plain JDBC too. */
    static final int POOL = 10;

    private final DemoDatabase demo;
    private final URI address;

    private BenchDatabase(DemoDatabase demo) {
        this.demo = demo;
        this.address = URI.create(demo.url());
    }

    static BenchDatabase start() throws IOException, DemoException, SQLException {
        BenchDatabase database = new BenchDatabase(DemoDatabase.start(settings(), _ -> {}));
        try {
            database.fill();
            return database;
        } catch (IOException | SQLException failed) {
            database.close();
            throw failed;
        }
    }

    /** Beside the demo's own folder, so that the demo stays what it is. */
    private static DemoSettings settings() {
        DemoSettings demo =
                DemoSettings.of(
                        System.getenv(),
                        System.getProperty("user.name", ""),
                        Path.of(System.getProperty("user.home")));
        Path folder = demo.folder().resolveSibling(demo.folder().getFileName() + "-bench");
        return new DemoSettings(folder, demo.patience());
    }

    private void fill() throws IOException, SQLException {
        try (Connection owner = owner("shop");
                Statement statement = owner.createStatement()) {
            if (!yields(statement, "SELECT 1 FROM pg_namespace WHERE nspname = 'bench'")) {
                statement.execute(script());
            }
        }
    }

    private static String script() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(BenchDatabase.class.getResourceAsStream("people.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean yields(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /** The address of a database with so many tables, which is made when it is not there. */
    String withTables(int count) throws IOException, SQLException {
        String name = "tables_" + count;
        try (Connection owner = owner("shop");
                Statement statement = owner.createStatement()) {
            String wanted = "SELECT 1 FROM pg_database WHERE datname = '%s'".formatted(name);
            if (!yields(statement, wanted)) {
                statement.execute("CREATE DATABASE " + name);
            }
        }
        try (Connection owner = owner(name);
                Statement statement = owner.createStatement()) {
            if (!yields(statement, "SELECT 1 FROM pg_namespace WHERE nspname = 'many'")) {
                statement.execute(tables(count));
            }
        }
        return url(name);
    }

    private static String tables(int count) {
        return """
        CREATE SCHEMA many;
        GRANT USAGE ON SCHEMA many TO gatehouse;
        DO $$ BEGIN FOR n IN 1..%d LOOP
            EXECUTE format('CREATE TABLE many.table_%%s (id integer PRIMARY KEY, tenant_id integer, name text, '
                || 'email text, city text, balance numeric(12, 2), active boolean, created_at timestamptz)', n);
            EXECUTE format('COMMENT ON TABLE many.table_%%s IS %%L', n, 'The table of number ' || n);
            EXECUTE format('INSERT INTO many.table_%%s SELECT g, 1, ''name '' || g, ''mail'' || g, ''Oslo'', g, true, '
                || 'timestamptz ''2024-01-01'' FROM generate_series(1, 100) g', n);
        END LOOP; END $$;
        GRANT SELECT ON ALL TABLES IN SCHEMA many TO gatehouse;
        ANALYZE;
        """
                .formatted(count);
    }

    private Connection owner(String database) throws IOException, SQLException {
        String password = Files.readString(demo.folder().resolve("postgres.password")).strip();
        return DriverManager.getConnection(jdbc(database), "postgres", password);
    }

    /** For plain JDBC, without user and password. */
    String jdbc(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host(), port(), database);
    }

    /** With user and password: a secret. */
    String url() {
        return demo.url();
    }

    private String url(String database) {
        return address.resolve("/" + database).toString();
    }

    String host() {
        return address.getHost();
    }

    int port() {
        return address.getPort();
    }

    String user() {
        return DemoDatabase.ROLE;
    }

    String password() {
        return address.getUserInfo().substring(user().length() + 1);
    }

    Backends backends() throws IOException {
        Path file = demo.folder().resolve("data/postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        return new Backends(ProcessHandle.of(pid).orElseThrow());
    }

    /** As the server names itself. */
    String version() throws SQLException, IOException {
        try (Connection owner = owner("shop")) {
            return owner.getMetaData().getDatabaseProductVersion();
        }
    }

    @Override
    public void close() {
        demo.close();
    }
}
