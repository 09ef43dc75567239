package dev.gatehouse.engines.postgres;

import static dev.gatehouse.engines.postgres.TestServer.engine;
import static dev.gatehouse.engines.postgres.TestServer.refusal;
import static dev.gatehouse.engines.postgres.TestServer.rows;
import static dev.gatehouse.engines.postgres.TestServer.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.OpenResult;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.Rows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away, comes back, was never there, or is the wrong one. */
class OutageTest {

    private static final Bounds QUICK =
            Bounds.DEFAULT.withPool(2, 4).withConnectTime(Duration.ofSeconds(1));

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static EmbeddedPostgres started(int port, Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
    }

    @Test
    void aServerThatStopsAndStartsAgainIsServedAgain(@TempDir Path data) throws IOException {
        int port = freePort();
        EmbeddedPostgres server = started(port, data);
        var settings =
                new PostgresSettings("127.0.0.1", port, "postgres", "postgres").withBounds(QUICK);
        try (PostgresEngine engine = engine(settings)) {
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
            server.close();
            Instant start = Instant.now();
            Refusal refusal = refusal(engine, "SELECT 1");
            assertThat(refusal.code()).isEqualTo(Code.DATABASE_UNAVAILABLE);
            assertThat(refusal.message()).doesNotContain("127.0.0.1", String.valueOf(port));
            assertThat(refusal(engine, "SELECT 1").code()).isEqualTo(Code.DATABASE_UNAVAILABLE);
            assertThatThrownBy(() -> engine.catalog(true)).isInstanceOf(Refused.class);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
            server = started(port, data);
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
            assertThat(engine.catalog(true).schemas()).contains("public");
        } finally {
            server.close();
        }
    }

    @Test
    void aRestartBetweenTwoReadsIsNotNoticed(@TempDir Path data) throws IOException {
        int port = freePort();
        EmbeddedPostgres server = started(port, data);
        var settings =
                new PostgresSettings("127.0.0.1", port, "postgres", "postgres").withBounds(QUICK);
        try (PostgresEngine engine = engine(settings)) {
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
            server.close();
            server = started(port, data);
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
        } finally {
            server.close();
        }
    }

    @Test
    void aRestartEndsAResultThatIsHeldOpenAndNothingElse(@TempDir Path data) throws IOException {
        String sql = "SELECT n FROM generate_series(1, 100) n";
        int port = freePort();
        EmbeddedPostgres server = started(port, data);
        var settings =
                new PostgresSettings("127.0.0.1", port, "postgres", "postgres").withBounds(QUICK);
        try (PostgresEngine engine = engine(settings)) {
            long number;
            try (Rows rows = opened(engine, sql)) {
                assertThat(rows.next()).isTrue();
                number = rows.hold(1);
            }
            assertThat(number).isNotZero();
            server.close();
            server = started(port, data);
            assertThat(
                            engine.readOn(
                                    new OpenResult(number, 0, 100),
                                    sql(sql),
                                    SessionContext.EMPTY,
                                    Limits.DEFAULT,
                                    new Cancellation()))
                    .isEmpty();
            try (Rows rows = opened(engine, sql)) {
                assertThat(rows.next()).isTrue();
            }
        } finally {
            server.close();
        }
    }

    private static Rows opened(PostgresEngine engine, String sql) {
        return engine.open(
                sql(sql), SessionContext.EMPTY, Limits.DEFAULT.withRows(10), new Cancellation());
    }

    @Test
    void connectionsThatWereCutAreReplacedUnseen() throws IOException {
        try (var wire = new TripCounter(TestServer.port());
                PostgresEngine engine =
                        engine(
                                new PostgresSettings("127.0.0.1", wire.port(), "postgres", "reader")
                                        .withBounds(QUICK))) {
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
            wire.cut();
            assertThat(rows(engine, "SELECT 2")).hasSize(1);
        }
    }

    @Test
    void nobodyThereIsSaidAtOnce() throws IOException {
        var settings = new PostgresSettings("127.0.0.1", freePort(), "postgres", "reader");
        try (PostgresEngine engine = engine(settings)) {
            Instant start = Instant.now();
            assertThat(refusal(engine, "SELECT 1").code()).isEqualTo(Code.DATABASE_UNAVAILABLE);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void somebodyWhoNeverAnswersIsWaitedForABoundedTime() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                PostgresEngine engine =
                        engine(
                                new PostgresSettings(
                                                "127.0.0.1",
                                                silent.getLocalPort(),
                                                "postgres",
                                                "reader")
                                        .withBounds(QUICK))) {
            Instant start = Instant.now();
            assertThat(refusal(engine, "SELECT 1").code()).isEqualTo(Code.DATABASE_UNAVAILABLE);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void anUnknownHostIsNotNamed() {
        var settings = new PostgresSettings("no-such-host.invalid", 5432, "shop", "reader");
        try (PostgresEngine engine = engine(settings.withBounds(QUICK))) {
            Refusal refusal = refusal(engine, "SELECT 1");
            assertThat(refusal.code()).isEqualTo(Code.DATABASE_UNAVAILABLE);
            assertThat(refusal.toString()).doesNotContain("no-such-host");
        }
    }

    @Test
    void anUnknownDatabaseAndAnUnknownUserAreSaid() {
        try (PostgresEngine engine =
                engine(
                        new PostgresSettings(
                                "127.0.0.1", TestServer.port(), "no_such_db", "reader"))) {
            assertThat(refusal(engine, "SELECT 1").message()).contains("no such database");
        }
        try (PostgresEngine engine = engine(TestServer.settings("no_such_user"))) {
            Refusal refusal = refusal(engine, "SELECT 1");
            assertThat(refusal.message()).contains("does not let Gatehouse log in");
            assertThat(refusal.toString()).doesNotContain("no_such_user");
        }
    }

    @Test
    void aDatabaseThatIsNotUtf8IsNotServed() {
        TestServer.admin(
                "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE"
                        + " 'C'");
        try (PostgresEngine engine =
                engine(new PostgresSettings("127.0.0.1", TestServer.port(), "latin", "reader"))) {
            Refusal refusal = refusal(engine, "SELECT 1");
            assertThat(refusal.code()).isEqualTo(Code.DATABASE_UNSUITABLE);
            assertThat(refusal.message()).contains("UTF8");
        }
    }

    @Test
    void aConnectionLimitIsBusy() {
        TestServer.admin("CREATE ROLE lonely LOGIN CONNECTION LIMIT 0");
        try (PostgresEngine engine = engine(TestServer.settings("lonely"))) {
            assertThat(refusal(engine, "SELECT 1").code()).isEqualTo(Code.BUSY);
        }
    }

    @Test
    void thePasswordIsAskedForEveryConnectionSoThatARotatedOneIsFound() {
        TestServer.admin(
                "SET password_encryption = 'scram-sha-256'",
                "CREATE ROLE rotated LOGIN PASSWORD 'first'");
        TestServer.demandPasswordOf("rotated");
        List<String> passwords = new CopyOnWriteArrayList<>(List.of("first"));
        var settings = TestServer.settings("rotated").withPassword(passwords::getLast);
        try (PostgresEngine engine = engine(settings.withBounds(Bounds.DEFAULT.withPool(0, 2)))) {
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
            TestServer.admin(
                    "ALTER ROLE rotated PASSWORD 'second-PLANTED'",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename ="
                            + " 'rotated'");
            Refusal refusal = refusal(engine, "SELECT 1");
            assertThat(refusal.code()).isEqualTo(Code.DATABASE_UNAVAILABLE);
            assertThat(refusal.message()).contains("does not let Gatehouse log in");
            passwords.add("second-PLANTED");
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
        }
    }
}
