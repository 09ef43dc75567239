package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.result.Value;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.core.sql.StatementKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The real server that the tests of this module share, and how they talk to it. */
final class TestServer {

    private static final EmbeddedPostgres SERVER = started();

    private TestServer() {}

    private static EmbeddedPostgres started() {
        try {
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder().setServerConfig("max_connections", "60").start();
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(Schema.SQL);
            }
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static int port() {
        return SERVER.getPort();
    }

    /** Settings for the role that may only read. */
    static PostgresSettings settings() {
        return settings("reader");
    }

    static PostgresSettings settings(String user) {
        return new PostgresSettings("127.0.0.1", port(), "postgres", user);
    }

    static PostgresSettings settings(Bounds bounds) {
        return settings().withBounds(bounds);
    }

    static PostgresEngine engine() {
        return engine(settings());
    }

    static PostgresEngine engine(PostgresSettings settings) {
        return PostgresEngine.open(settings, InstantSource.system());
    }

    static Connection superuser() throws SQLException {
        return SERVER.getPostgresDatabase().getConnection();
    }

    /** Runs statements as the superuser. */
    static void admin(String... statements) {
        try (Connection connection = superuser();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** From now on the server wants a password of this role; the others come in as they are. */
    static void demandPasswordOf(String role) {
        admin(
                "COPY (SELECT 'host all "
                        + role
                        + " 127.0.0.1/32 scram-sha-256' UNION ALL"
                        + " SELECT 'host all all 127.0.0.1/32 trust') TO '"
                        + ask("SHOW hba_file")
                        + "'",
                "SELECT pg_reload_conf()");
        awaitAnswer(
                "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method = 'scram-sha-256'", "1");
    }

    /** The first column of the first row, as the superuser sees it. */
    static String ask(String sql) {
        try (Connection connection = superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Asks until the answer is {@code expected}, for at most ten seconds. */
    static void awaitAnswer(String sql, String expected) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!ask(sql).equals(expected)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(sql + " never was " + expected);
            }
            Thread.onSpinWait();
        }
    }

    /** A text, as if a dialect had proven it. */
    static SafeSql sql(String text) {
        return SafeSql.proven(
                text, StatementKind.READ, offset -> Place.at(text, offset), _ -> false);
    }

    static List<List<Value>> rows(PostgresEngine engine, String text) {
        return rows(engine, text, Limits.DEFAULT);
    }

    static List<List<Value>> rows(PostgresEngine engine, String text, Limits limits) {
        return rows(engine, text, SessionContext.EMPTY, limits);
    }

    static List<List<Value>> rows(
            PostgresEngine engine, String text, SessionContext session, Limits limits) {
        try (Rows rows = engine.run(sql(text), session, limits, new Cancellation())) {
            List<List<Value>> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.row());
            }
            return all;
        }
    }

    static Value value(PostgresEngine engine, String text) {
        return rows(engine, text).getFirst().getFirst();
    }

    /** Why a statement has no answer. */
    static Refusal refusal(PostgresEngine engine, String text) {
        return refusal(engine, text, Limits.DEFAULT);
    }

    static Refusal refusal(PostgresEngine engine, String text, Limits limits) {
        return refusal(engine, text, SessionContext.EMPTY, limits);
    }

    static Refusal refusal(
            PostgresEngine engine, String text, SessionContext session, Limits limits) {
        try {
            throw new AssertionError(text + " gave " + rows(engine, text, session, limits));
        } catch (Refused refused) {
            return refused.refusal();
        }
    }

    static Limits within(Duration time) {
        Limits all = Limits.DEFAULT;
        return new Limits(all.rows(), all.bytes(), all.cellBytes(), time, all.textBytes());
    }
}
