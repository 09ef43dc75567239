package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.refusal.Refused;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection of its own, on which questions about the database itself are asked: all in one
 * read-only transaction, so that the answers fit each other, in portions, so that the largest
 * catalog needs little memory.
 */
final class Session implements AutoCloseable {

    private static final int PORTION = 2000;

    /** A large catalog takes its time, however short the statements of callers are kept. */
    private static final Duration LEAST_TIME = Duration.ofSeconds(30);

    /** How a row becomes a value. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final List<String> searchPath;

    private Session(Connection connection, Bounds bounds) throws SQLException {
        this.connection = connection;
        long longest = bounds.queryTime().plus(bounds.connectTime()).toMillis();
        connection.setNetworkTimeout(Runnable::run, Math.clamp(longest, 1, Integer.MAX_VALUE));
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        this.searchPath =
                one(
                        "SELECT pg_catalog.current_schemas(false)::pg_catalog.text[]",
                        row -> strings(row.getArray(1)));
        // From here on nobody else's operator or function can stand in for the database's own.
        one(
                "SELECT pg_catalog.set_config('search_path', '" + Connector.NO_PATH + "', false)",
                row -> row.getString(1));
    }

    /**
     * Opens a session.
     *
     * @throws Refused when the database is away or unsuitable
     */
    static Session open(PostgresSettings settings) {
        Bounds bounds = patient(settings.bounds());
        Connection connection;
        try {
            connection = Connector.forFacts(settings.withBounds(bounds)).getConnection();
        } catch (SQLException failure) {
            throw Failures.connecting(failure);
        }
        try {
            return new Session(connection, bounds);
        } catch (SQLException failure) {
            closed(connection);
            throw Failures.asking(failure);
        }
    }

    private static Bounds patient(Bounds bounds) {
        return bounds.queryTime().compareTo(LEAST_TIME) < 0
                ? bounds.withQueryTime(LEAST_TIME)
                : bounds;
    }

    /**
     * The schemas that the role's unqualified names are looked up in, those that exist, in order.
     */
    List<String> searchPath() {
        return searchPath;
    }

    int serverMajor() throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    <T> List<T> all(String query, Reader<T> reader) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(PORTION);
            try (ResultSet rows = statement.executeQuery(query)) {
                List<T> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
                return read;
            }
        }
    }

    <T> T one(String query, Reader<T> reader) throws SQLException {
        return all(query, reader).getFirst();
    }

    /**
     * Goes on as another role, to be asked what that one may do.
     *
     * @throws SQLException when there is no such role, or it may not be taken
     */
    void become(String role) throws SQLException {
        try (PreparedStatement set =
                connection.prepareStatement("SELECT pg_catalog.set_config('role', ?, true)")) {
            set.setString(1, role);
            set.execute();
        }
    }

    static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    @Override
    public void close() {
        closed(connection);
    }

    private static void closed(Connection connection) {
        try {
            connection.close();
        } catch (SQLException _) {
            // The socket is closed either way.
        }
    }
}
