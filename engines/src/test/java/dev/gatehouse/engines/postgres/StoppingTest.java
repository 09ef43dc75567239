package dev.gatehouse.engines.postgres;

import static dev.gatehouse.engines.postgres.TestServer.admin;
import static dev.gatehouse.engines.postgres.TestServer.awaitAnswer;
import static dev.gatehouse.engines.postgres.TestServer.engine;
import static dev.gatehouse.engines.postgres.TestServer.refusal;
import static dev.gatehouse.engines.postgres.TestServer.rows;
import static dev.gatehouse.engines.postgres.TestServer.settings;
import static dev.gatehouse.engines.postgres.TestServer.sql;
import static dev.gatehouse.engines.postgres.TestServer.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that take too long, that nobody wants any more, and those that wait behind them. */
class StoppingTest {

    private static final Bounds ONE =
            Bounds.DEFAULT.withPool(1, 1).withPoolTime(Duration.ofMillis(200));

    /** How many statements of an application are at work in the database. */
    private static String running(String application) {
        return "SELECT count(*) FROM pg_stat_activity WHERE application_name = '"
                + application
                + "' AND state = 'active'";
    }

    private static PostgresSettings named(String application, Bounds bounds) {
        return settings(bounds).withApplicationName(application);
    }

    private static CompletableFuture<Refusal> asked(
            PostgresEngine engine, String text, Cancellation cancellation) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        engine.run(sql(text), SessionContext.EMPTY, Limits.DEFAULT, cancellation)
                                .close();
                        throw new AssertionError("an answer");
                    } catch (Refused refused) {
                        return refused.refusal();
                    }
                },
                Thread::startVirtualThread);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT pg_sleep(600)",
                "SELECT count(*) FROM generate_series(1, 2000000000) a, generate_series(1, 1000) b"
            })
    void theDatabaseItselfStopsWhatRunsLongerThanTheSessionsTime(String text) {
        Bounds bounds = ONE.withQueryTime(Duration.ofMillis(700));
        try (PostgresEngine engine = engine(named("server-time", bounds))) {
            Refusal refusal = refusal(engine, text);
            assertThat(refusal.code()).isEqualTo(Code.TIMEOUT);
            assertThat(refusal.message()).contains("700 ms");
            awaitAnswer(running("server-time"), "0");
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
        }
    }

    @Test
    void aShorterTimeThanTheSessionsHolds() {
        try (PostgresEngine engine = engine(named("shorter", ONE))) {
            rows(engine, "SELECT 1");
            Instant start = Instant.now();
            Refusal refusal =
                    refusal(engine, "SELECT pg_sleep(600)", within(Duration.ofMillis(300)));
            assertThat(refusal.code()).isEqualTo(Code.TIMEOUT);
            assertThat(refusal.message()).contains("300 ms");
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
            awaitAnswer(running("shorter"), "0");
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
        }
    }

    @Test
    void cancellingStopsTheStatementAndFreesItsConnection() throws Exception {
        try (PostgresEngine engine = engine(named("cancelled", ONE))) {
            var cancellation = new Cancellation();
            var answer = asked(engine, "SELECT pg_sleep(600)", cancellation);
            awaitAnswer(running("cancelled"), "1");
            Instant start = Instant.now();
            cancellation.cancel();
            assertThat(answer.get().code()).isEqualTo(Code.CANCELLED);
            awaitAnswer(running("cancelled"), "0");
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
        }
    }

    @Test
    void whatWasCalledOffBeforeItBeganIsNotRun() {
        try (PostgresEngine engine = engine(named("early", ONE))) {
            var cancellation = new Cancellation();
            cancellation.cancel();
            assertThat(asked(engine, "SELECT pg_sleep(600)", cancellation).join().code())
                    .isEqualTo(Code.CANCELLED);
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
        }
    }

    @Test
    void aCancelThatDoesNotArriveEndsInTheConnectionBeingCut() throws IOException {
        try (var wire = new TripCounter(TestServer.port());
                PostgresEngine engine =
                        engine(
                                new PostgresSettings("127.0.0.1", wire.port(), "postgres", "reader")
                                        .withApplicationName("cut")
                                        .withBounds(ONE))) {
            rows(engine, "SELECT 1");
            wire.ignoreNewcomers();
            Instant start = Instant.now();
            Refusal refusal =
                    refusal(engine, "SELECT pg_sleep(20)", within(Duration.ofMillis(100)));
            assertThat(refusal.code()).isEqualTo(Code.TIMEOUT);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void whatAnAdministratorStopsIsNoTimeout() {
        try (PostgresEngine engine = engine(named("stopped", ONE))) {
            var answer = asked(engine, "SELECT pg_sleep(600)", new Cancellation());
            // What sets the session up is at work before.
            awaitAnswer(running("stopped") + " AND query LIKE '%sleep(600)%'", "1");
            admin(
                    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name = 'stopped'");
            assertThat(answer.join().code()).isEqualTo(Code.DATABASE_ERROR);
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
        }
    }

    @Test
    void aFullPoolIsBusyAfterABoundedWait() {
        try (PostgresEngine engine = engine(named("full", ONE))) {
            var cancellation = new Cancellation();
            var holding = asked(engine, "SELECT pg_sleep(600)", cancellation);
            awaitAnswer(running("full"), "1");
            assertThat(refusal(engine, "SELECT 1").code()).isEqualTo(Code.BUSY);
            cancellation.cancel();
            assertThat(holding.join().code()).isEqualTo(Code.CANCELLED);
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
        }
    }

    @Test
    void rowsHoldTheirConnectionUntilTheyAreClosedOnce() {
        try (PostgresEngine engine = engine(named("held", ONE))) {
            var held =
                    engine.run(
                            sql("SELECT 1"),
                            SessionContext.EMPTY,
                            Limits.DEFAULT,
                            new Cancellation());
            assertThat(refusal(engine, "SELECT 1").code()).isEqualTo(Code.BUSY);
            held.close();
            held.close();
            var again =
                    engine.run(
                            sql("SELECT 1"),
                            SessionContext.EMPTY,
                            Limits.DEFAULT,
                            new Cancellation());
            assertThat(refusal(engine, "SELECT 1").code()).isEqualTo(Code.BUSY);
            again.close();
        }
    }

    @Test
    void aClosedEngineRunsNothing() {
        PostgresEngine engine = engine(named("closed", ONE));
        rows(engine, "SELECT 1");
        engine.close();
        assertThat(refusal(engine, "SELECT 1").code()).isEqualTo(Code.DATABASE_UNAVAILABLE);
    }

    @Test
    void thirtyTwoCallersShareFourConnections() throws Exception {
        Bounds four = Bounds.DEFAULT.withPool(1, 4);
        try (PostgresEngine engine = engine(named("shared", four));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var go = new CountDownLatch(1);
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int caller = 0; caller < 32; caller++) {
                int number = caller;
                answers.add(callers.submit(() -> manyQuestions(engine, go, number)));
            }
            go.countDown();
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
            assertThat(
                            Integer.parseInt(
                                    TestServer.ask(
                                            "SELECT count(*) FROM pg_stat_activity WHERE"
                                                    + " application_name = 'shared'")))
                    .isBetween(1, 4);
        }
    }

    /** Some are answered, some fail, some are called off; nobody gets another's answer. */
    private static boolean manyQuestions(PostgresEngine engine, CountDownLatch go, int caller)
            throws InterruptedException {
        go.await();
        for (int i = 0; i < 20; i++) {
            String text = "SELECT " + caller + " * 1000 + " + i;
            assertThat(rows(engine, text).getFirst().getFirst())
                    .isEqualTo(new Value.Whole(caller * 1000L + i));
            if (i % 7 == caller % 7) {
                assertThat(refusal(engine, "SELECT 1 / 0").code()).isEqualTo(Code.DATABASE_ERROR);
            }
            if (i % 10 == caller % 10) {
                Refusal late =
                        refusal(engine, "SELECT pg_sleep(60)", within(Duration.ofMillis(20)));
                assertThat(late.code()).isEqualTo(Code.TIMEOUT);
            }
        }
        return true;
    }

    @Test
    void anInterruptedCallerIsCalledOff() {
        try (PostgresEngine engine = engine(named("interrupted", ONE))) {
            var held =
                    engine.run(
                            sql("SELECT 1"),
                            SessionContext.EMPTY,
                            Limits.DEFAULT,
                            new Cancellation());
            Thread.currentThread().interrupt();
            assertThat(refusal(engine, "SELECT 1").code()).isEqualTo(Code.CANCELLED);
            assertThat(Thread.interrupted()).isTrue();
            held.close();
        }
    }

    @Test
    void aLockThatIsNotGivenIsBusy() throws Exception {
        Bounds bounds =
                new Bounds(
                        0,
                        1,
                        Duration.ofSeconds(20),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        1024 * 1024,
                        Duration.ofMinutes(5),
                        0,
                        Duration.ofSeconds(1));
        try (PostgresEngine engine = engine(named("locked", bounds));
                var connection = TestServer.superuser();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE sales.customers IN ACCESS EXCLUSIVE MODE");
            assertThat(refusal(engine, "SELECT * FROM sales.customers").code())
                    .isEqualTo(Code.BUSY);
            connection.rollback();
        }
    }
}
