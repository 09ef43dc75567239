package dev.gatehouse.engines.postgres;

import static dev.gatehouse.engines.postgres.TestServer.admin;
import static dev.gatehouse.engines.postgres.TestServer.engine;
import static dev.gatehouse.engines.postgres.TestServer.refusal;
import static dev.gatehouse.engines.postgres.TestServer.rows;
import static dev.gatehouse.engines.postgres.TestServer.sql;
import static dev.gatehouse.engines.postgres.TestServer.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.engine.SessionContext.Told;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session is told of the caller: that it counts, and that it is gone afterwards. */
class TellingTest {

    private static final Bounds ONE = Bounds.DEFAULT.withPool(1, 1);

    /** What somebody else would find in the session. */
    private static final String LEFT =
            "SELECT current_user = session_user, current_setting('rls.tenant', true),"
                    + " current_setting('role'), pg_backend_pid()";

    private static final String SEEN = "SELECT DISTINCT tenant FROM rls.notes";

    @BeforeAll
    static void schema() {
        admin(Tenants.SQL);
    }

    private static PostgresSettings settings(String application, Bounds bounds) {
        return TestServer.settings("rls_login").withApplicationName(application).withBounds(bounds);
    }

    private static PostgresEngine of(Bounds bounds) {
        return engine(settings("told", bounds));
    }

    private static SessionContext tenant(int tenant) {
        return new SessionContext(
                List.of(new Told("rls.tenant", String.valueOf(tenant))), Optional.empty());
    }

    private static SessionContext role(String role) {
        return new SessionContext(List.of(new Told("rls.tenant", "1")), Optional.of(role));
    }

    private static List<List<Value>> asked(
            PostgresEngine engine, SessionContext session, String text) {
        return rows(engine, text, session, Limits.DEFAULT);
    }

    private static Refusal refused(PostgresEngine engine, SessionContext session, String text) {
        return refusal(engine, text, session, Limits.DEFAULT);
    }

    /** An empty setting is what PostgreSQL leaves of one that was set for a transaction. */
    private static void assertNothingIsLeft(PostgresEngine engine) {
        List<Value> left = rows(engine, LEFT).getFirst();
        assertThat(left.get(0)).isEqualTo(new Value.Bool(true));
        assertThat(left.get(1)).isIn(Value.Null.NULL, new Value.Text(""));
        assertThat(left.get(2)).isEqualTo(new Value.Text("none"));
        assertThat(refusal(engine, SEEN).code()).isEqualTo(Code.DATABASE_ERROR);
    }

    private static Value backend(PostgresEngine engine) {
        return rows(engine, LEFT).getFirst().getLast();
    }

    @Test
    void rowLevelSecurityGoesByWhatIsTold() {
        try (PostgresEngine engine = of(ONE)) {
            assertThat(asked(engine, tenant(1), "SELECT id FROM rls.notes ORDER BY id"))
                    .isEqualTo(List.of(List.of(new Value.Whole(1)), List.of(new Value.Whole(3))));
            assertThat(asked(engine, tenant(2), "SELECT id FROM rls.notes"))
                    .isEqualTo(List.of(List.of(new Value.Whole(2))));
            assertThat(asked(engine, tenant(7), "SELECT id FROM rls.notes")).isEmpty();
            assertNothingIsLeft(engine);
        }
    }

    @Test
    void aViewThatAsksForASettingIsAnswered() {
        try (PostgresEngine engine = of(ONE)) {
            assertThat(asked(engine, tenant(2), "SELECT id FROM rls.my_notes"))
                    .isEqualTo(List.of(List.of(new Value.Whole(2))));
        }
    }

    @Test
    void aRoleSeesWhatItWasGranted() {
        try (PostgresEngine engine = of(ONE)) {
            String plain = "SELECT count(*) FROM rls.plain";
            assertThat(rows(engine, plain)).hasSize(1);
            assertThat(asked(engine, role("rls_plain"), plain)).hasSize(1);
            assertThat(refused(engine, role("rls_notes"), plain).message())
                    .contains("lacks the right");
            assertThat(asked(engine, role("rls_notes"), SEEN)).hasSize(1);
            assertThat(asked(engine, role("rls \"odd\""), "SELECT current_user"))
                    .isEqualTo(List.of(List.of(new Value.Text("rls \"odd\""))));
            assertNothingIsLeft(engine);
        }
    }

    @Test
    void aPlanIsMadeForTheCallerToo() {
        try (PostgresEngine engine = of(ONE)) {
            String plan = "EXPLAIN (ANALYZE, TIMING off) SELECT * FROM rls.notes";
            assertThat(asked(engine, tenant(1), plan).toString()).contains("rls.tenant");
            assertThat(refused(engine, role("rls_plain"), plan).message())
                    .contains("lacks the right");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'; DROP TABLE rls.notes; --", "{\"a,b\",\"c\\\\\\\"\"}", "", "$1 ? é😀"})
    void aValueArrivesAsItIs(String value) {
        try (PostgresEngine engine = of(ONE)) {
            var told =
                    new SessionContext(
                            List.of(new Told("rls.a", value), new Told("rls.b", "2")),
                            Optional.empty());
            assertThat(
                            asked(
                                    engine,
                                    told,
                                    "SELECT current_setting('rls.a'), current_setting('rls.b')"))
                    .isEqualTo(List.of(List.of(new Value.Text(value), new Value.Text("2"))));
        }
    }

    @Test
    void whatIsToldAndTheStatementAreOneRoundTrip() throws IOException {
        try (var wire = new TripCounter(TestServer.port());
                PostgresEngine engine =
                        engine(
                                new PostgresSettings(
                                                "127.0.0.1", wire.port(), "postgres", "rls_login")
                                        .withBounds(ONE))) {
            asked(engine, role("rls_notes"), SEEN);
            int before = wire.trips();
            asked(engine, tenant(1), SEEN);
            assertThat(wire.trips() - before).isEqualTo(1);
            asked(engine, role("rls_notes"), SEEN);
            assertThat(wire.trips() - before).isEqualTo(2);
            asked(engine, role("rls_notes"), "SELECT '" + "x".repeat(100_000) + "'");
            assertThat(wire.trips() - before).isEqualTo(3);
            rows(engine, "SELECT 1");
            assertThat(wire.trips() - before).isEqualTo(4);
            refused(engine, role("rls_notes"), "SELECT 1 / 0");
            assertThat(wire.trips() - before).isEqualTo(6);
        }
    }

    @Test
    void aStatementIsReadOnlyAlsoInItsTransaction() {
        admin("GRANT INSERT ON rls.plain TO rls_plain");
        try (PostgresEngine engine = of(ONE)) {
            assertThat(
                            refused(engine, role("rls_plain"), "INSERT INTO rls.plain VALUES (9)")
                                    .code())
                    .isEqualTo(Code.NOT_READ_ONLY);
            assertNothingIsLeft(engine);
        } finally {
            admin("REVOKE INSERT ON rls.plain FROM rls_plain");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1; COMMIT", "SELECT 1;; SELECT 2", "", "SELECT 1\0"})
    void whatIsNotOneStatementIsNotSent(String text) {
        try (PostgresEngine engine = of(ONE)) {
            assertThatThrownBy(() -> asked(engine, tenant(1), text))
                    .isInstanceOf(IllegalArgumentException.class);
            assertNothingIsLeft(engine);
        }
    }

    @Test
    void anErrorOfTheStatementIsSaidAsEverAndLeavesNothing() {
        try (PostgresEngine engine = of(ONE)) {
            asked(engine, role("rls_notes"), "SELECT 1");
            Value before = backend(engine);
            assertThat(refused(engine, role("rls_notes"), "SELECT 1 / 0").message())
                    .contains("SQLSTATE 22012");
            Refusal unknown = refused(engine, role("rls_notes"), "SELECT\n nothing");
            assertThat(unknown.message()).contains("column \"nothing\" does not exist");
            assertThat(unknown.place().line()).isEqualTo(2);
            assertNothingIsLeft(engine);
            assertThat(backend(engine)).isEqualTo(before);
        }
    }

    @Test
    void aTimeoutLeavesNothing() {
        Bounds quick = ONE.withQueryTime(Duration.ofMillis(300));
        try (PostgresEngine engine = of(quick)) {
            assertThat(refused(engine, role("rls_notes"), "SELECT pg_sleep(60)").code())
                    .isEqualTo(Code.TIMEOUT);
            assertNothingIsLeft(engine);
        }
        try (PostgresEngine engine = of(ONE)) {
            Limits limits = within(Duration.ofMillis(100));
            assertThat(refusal(engine, "SELECT pg_sleep(60)", role("rls_notes"), limits).code())
                    .isEqualTo(Code.TIMEOUT);
            assertNothingIsLeft(engine);
        }
    }

    @Test
    void aCancelledAskLeavesNothing() {
        try (PostgresEngine engine = engine(settings("told-cancel", ONE))) {
            var cancellation = new Cancellation();
            var answer = sleeping(engine, cancellation);
            awaitSleeping("told-cancel");
            cancellation.cancel();
            assertThat(answer.join().code()).isEqualTo(Code.CANCELLED);
            assertNothingIsLeft(engine);
        }
    }

    @Test
    void whatAnAdministratorStopsLeavesNothing() {
        try (PostgresEngine engine = engine(settings("told-stop", ONE))) {
            var answer = sleeping(engine, new Cancellation());
            awaitSleeping("told-stop");
            admin(
                    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name = 'told-stop'");
            assertThat(answer.join().code()).isEqualTo(Code.DATABASE_ERROR);
            assertNothingIsLeft(engine);
        }
    }

    private static void awaitSleeping(String application) {
        TestServer.awaitAnswer(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                        + " AND wait_event = 'PgSleep' AND application_name = '"
                        + application
                        + "'",
                "1");
    }

    private static CompletableFuture<Refusal> sleeping(
            PostgresEngine engine, Cancellation cancellation) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (var rows =
                            engine.run(
                                    sql("SELECT pg_sleep(600)"),
                                    role("rls_notes"),
                                    Limits.DEFAULT,
                                    cancellation)) {
                        throw new AssertionError("an answer: " + rows.columns());
                    } catch (Refused refused) {
                        return refused.refusal();
                    }
                },
                Thread::startVirtualThread);
    }

    @Test
    void anAnswerThatIsTooLargeLeavesNothing() {
        try (PostgresEngine engine = of(ONE.withResultBytes(1024 * 1024))) {
            for (String text :
                    List.of(
                            "SELECT repeat('x', 100000000)",
                            "SELECT repeat('x', 1000) FROM generate_series(1, 9999)",
                            "SELECT repeat('x', 20000000)::int")) {
                assertThat(
                                refusal(
                                                engine,
                                                text,
                                                role("rls_notes"),
                                                Limits.DEFAULT.withRows(1_000_000))
                                        .code())
                        .isEqualTo(Code.RESULT_TOO_LARGE);
                assertNothingIsLeft(engine);
            }
        }
    }

    @Test
    void moreRowsThanAreWantedLeaveNothing() {
        try (PostgresEngine engine = of(ONE)) {
            for (int wanted : List.of(1, 7)) {
                List<List<Value>> seen =
                        rows(
                                engine,
                                "SELECT generate_series(1, 1000000000)",
                                role("rls_notes"),
                                Limits.DEFAULT.withRows(wanted));
                assertThat(seen).hasSize(wanted + 1);
                assertNothingIsLeft(engine);
            }
        }
    }

    @Test
    void aConnectionThatWasCutIsReplacedAndToldAgain() throws IOException {
        try (var wire = new TripCounter(TestServer.port());
                PostgresEngine engine =
                        engine(
                                new PostgresSettings(
                                                "127.0.0.1", wire.port(), "postgres", "rls_login")
                                        .withBounds(ONE))) {
            asked(engine, tenant(1), SEEN);
            wire.cut();
            assertThat(asked(engine, tenant(2), SEEN))
                    .isEqualTo(List.of(List.of(new Value.Whole(2))));
            assertNothingIsLeft(engine);
        }
    }

    @Test
    void aConnectionLostUnderAStatementLeavesNothing() {
        try (PostgresEngine engine = engine(settings("told-lost", ONE))) {
            var answer = sleeping(engine, new Cancellation());
            awaitSleeping("told-lost");
            TestServer.awaitAnswer(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                            + " WHERE application_name = 'told-lost' AND wait_event = 'PgSleep'"
                            + " AND state_change < clock_timestamp() - interval '1.2 s'",
                    "1");
            assertThat(answer.join().code()).isEqualTo(Code.DATABASE_UNAVAILABLE);
            assertNothingIsLeft(engine);
        }
    }

    @Test
    void fiftyThreadsOfTwoCallersShareFourConnections() throws Exception {
        try (PostgresEngine engine =
                        of(Bounds.DEFAULT.withPool(1, 4).withPoolTime(Duration.ofMinutes(1)));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var go = new CountDownLatch(1);
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int caller = 0; caller < 50; caller++) {
                int number = caller;
                answers.add(callers.submit(() -> seesItsOwnOnly(engine, go, number)));
            }
            go.countDown();
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
            assertNothingIsLeft(engine);
        }
    }

    private static boolean seesItsOwnOnly(PostgresEngine engine, CountDownLatch go, int caller)
            throws InterruptedException {
        go.await();
        int own = 1 + caller % 2;
        for (int i = 0; i < 20; i++) {
            assertThat(asked(engine, tenant(own), SEEN))
                    .isEqualTo(List.of(List.of(new Value.Whole(own))));
            if (i % 7 == caller % 7) {
                assertThat(refused(engine, tenant(own), "SELECT 1 / 0").code())
                        .isEqualTo(Code.DATABASE_ERROR);
            }
            if (i % 10 == caller % 10) {
                assertNothingIsLeft(engine);
            }
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rls_nobody", "rls_foreign", "postgres", ""})
    void aRoleThatCannotBeTakenIsNotNamedToTheCaller(String role) {
        try (PostgresEngine engine = of(ONE)) {
            asked(engine, tenant(1), "SELECT 1");
            Value before = backend(engine);
            Refusal refusal = refused(engine, role(role), "SELECT count(*) FROM rls.plain");
            assertThat(refusal.code()).isEqualTo(Code.DATABASE_UNSUITABLE);
            assertThat(refusal.toString()).doesNotContain("rls_", "postgres");
            assertNothingIsLeft(engine);
            assertThat(backend(engine)).isEqualTo(before);
        }
    }

    @Test
    void aSettingThatIsNotTakenIsNotToldToTheCaller() {
        try (PostgresEngine engine = of(ONE)) {
            var told =
                    new SessionContext(
                            List.of(new Told("plpgsql.variable_conflict", "secret-value")),
                            Optional.empty());
            asked(engine, tenant(1), "DO $$ BEGIN END $$");
            Refusal refusal = refused(engine, told, "SELECT 1");
            assertThat(refusal.code()).isEqualTo(Code.DATABASE_UNSUITABLE);
            assertThat(refusal.toString()).doesNotContain("secret-value", "plpgsql");
            assertNothingIsLeft(engine);
        }
    }

    @Test
    void rolesThatAreTooStrongOrCannotBeTakenAreWarnedOf() {
        var roles =
                List.of(
                        "rls_notes",
                        "rls_nobody",
                        "rls_foreign",
                        "rls_super",
                        "rls_free",
                        "rls_writer");
        try (PostgresEngine engine = engine(settings("told-warn", ONE).withSessionRoles(roles))) {
            assertThat(engine.warnings())
                    .contains(
                            "the database role `rls_nobody` of `session` does not exist",
                            "the database role `rls_foreign` of `session` may not be taken by the"
                                    + " one that logs in",
                            "the database role `rls_super` of `session` is a superuser",
                            "the database role `rls_free` of `session` is not bound by row level"
                                    + " security",
                            "the database role `rls_writer` of `session` may change the rows of"
                                    + " tables")
                    .noneMatch(warning -> warning.contains("rls_notes"));
        }
    }

    @Test
    void aLoginThatReadsNothingItselfIsWarnedOf() {
        var settings = TestServer.settings("rls_blind");
        try (PostgresEngine engine = engine(settings.withSessionRoles(List.of("rls_notes")))) {
            assertThat(engine.warnings())
                    .singleElement()
                    .asString()
                    .contains("may read no table, so callers find none");
        }
        try (PostgresEngine engine = engine(settings)) {
            assertThat(engine.warnings()).isEmpty();
        }
    }
}
