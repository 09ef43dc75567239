package dev.gatehouse.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** What the tests of this package share. */
final class Fixture {

    private Fixture() {}

    static DemoSettings settings(Path folder) {
        return new DemoSettings(folder, Duration.ofSeconds(50));
    }

    /** A folder of JUnit's, opened for the account that runs the server when we are root. */
    static Path passable(Path folder) throws IOException {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    static Connection connect(String url) throws SQLException {
        var address = java.net.URI.create(url);
        String[] login = address.getUserInfo().split(":", 2);
        return connect(address.getPort(), login[0], login[1]);
    }

    static Connection connect(int port, String user, String password) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("shop");
        source.setUser(user);
        source.setPassword(password);
        return source.getConnection();
    }

    /** The first column of all rows. */
    static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    static String value(Connection connection, String sql) throws SQLException {
        return column(connection, sql).getFirst();
    }

    static String ask(String url, String sql) throws SQLException {
        try (Connection connection = connect(url)) {
            return value(connection, sql);
        }
    }

    static Cluster cluster(Path folder) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, Cluster.PREFIX + "*")) {
            return new Cluster(found.iterator().next().toRealPath());
        }
    }

    static ProcessHandle postmaster(Path folder) throws IOException {
        long pid = Postmaster.of(cluster(folder)).orElseThrow().pid();
        return ProcessHandle.of(pid).orElseThrow();
    }
}
