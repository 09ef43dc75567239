package dev.gatehouse.engines.postgres;

import static dev.gatehouse.engines.postgres.TestServer.admin;
import static dev.gatehouse.engines.postgres.TestServer.ask;
import static dev.gatehouse.engines.postgres.TestServer.awaitAnswer;
import static dev.gatehouse.engines.postgres.TestServer.engine;
import static dev.gatehouse.engines.postgres.TestServer.rows;
import static dev.gatehouse.engines.postgres.TestServer.settings;
import static dev.gatehouse.engines.postgres.TestServer.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.OpenResult;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.Rows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Results that are held open, read on, wanted by others, and given up. */
@Timeout(120)
class OpenResultsTest {

    private static final String NUMBERS = "SELECT n FROM generate_series(1, 1000) n";
    private static final Duration LONG = Duration.ofMinutes(1);

    /** What was read, and the number to read on with; 0 when that is over. */
    private record Part(List<String> values, long next) {}

    private static Part part(Rows rows, int wanted) {
        try (rows) {
            List<String> values = new ArrayList<>();
            while (rows.next() && values.size() < wanted) {
                values.add(rows.row().getFirst().text());
            }
            return new Part(values, rows.hold(values.size()));
        }
    }

    private static Limits limits(int rows) {
        return Limits.DEFAULT.withRows(rows);
    }

    private static Part open(PostgresEngine engine, String text, int wanted) {
        return open(engine, text, SessionContext.EMPTY, wanted);
    }

    private static Part open(
            PostgresEngine engine, String text, SessionContext session, int wanted) {
        return part(engine.open(sql(text), session, limits(wanted), new Cancellation()), wanted);
    }

    private static Optional<Part> readOn(
            PostgresEngine engine, long number, String text, int wanted) {
        return readOn(engine, number, text, SessionContext.EMPTY, wanted, new Cancellation());
    }

    private static Optional<Part> readOn(
            PostgresEngine engine,
            long number,
            String text,
            SessionContext session,
            int wanted,
            Cancellation cancellation) {
        return engine.readOn(
                        new OpenResult(number, 0, 1001),
                        sql(text),
                        session,
                        limits(wanted),
                        cancellation)
                .map(rows -> part(rows, wanted));
    }

    private static PostgresEngine named(String application, Bounds bounds) {
        return engine(settings(bounds).withApplicationName(application));
    }

    private static Bounds holding(int results, Duration time) {
        return Bounds.DEFAULT.withPool(0, 4).withOpenResults(results, time);
    }

    private static String inTransaction(String application) {
        return "SELECT count(*) FROM pg_stat_activity WHERE application_name = '"
                + application
                + "' AND state LIKE 'idle in transaction%'";
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    @Test
    void readsEachRowOnceInOneRoundTripAPart() throws IOException {
        try (var wire = new TripCounter(TestServer.port());
                PostgresEngine engine =
                        engine(
                                new PostgresSettings("127.0.0.1", wire.port(), "postgres", "reader")
                                        // None that is opened meanwhile is to be counted.
                                        .withBounds(Bounds.DEFAULT.withPool(0, 4)))) {
            rows(engine, NUMBERS);
            int before = wire.trips();
            Part part = open(engine, NUMBERS, 100);
            List<String> all = new ArrayList<>(part.values());
            assertThat(wire.trips() - before).isEqualTo(1);
            for (int read = 1; read < 10; read++) {
                part = readOn(engine, part.next(), NUMBERS, 100).orElseThrow();
                all.addAll(part.values());
                assertThat(wire.trips() - before).isEqualTo(read + (read == 9 ? 2 : 1));
            }
            assertThat(all).isEqualTo(numbers(1, 1000));
            assertThat(part.next()).isZero();
        }
    }

    @Test
    void aPartMayBeOfAnySizeAndWhatWasFetchedButNotReadComesFirst() {
        try (PostgresEngine engine = named("sizes", holding(1, LONG))) {
            Rows first =
                    engine.open(sql(NUMBERS), SessionContext.EMPTY, limits(10), new Cancellation());
            Part part = part(first, 3);
            assertThat(part.values()).isEqualTo(numbers(1, 3));
            part = readOn(engine, part.next(), NUMBERS, 2).orElseThrow();
            assertThat(part.values()).isEqualTo(numbers(4, 5));
            part = readOn(engine, part.next(), NUMBERS, 500).orElseThrow();
            assertThat(part.values()).isEqualTo(numbers(6, 505));
            part = readOn(engine, part.next(), NUMBERS, 900).orElseThrow();
            assertThat(part.values()).isEqualTo(numbers(506, 1000));
            assertThat(part.next()).isZero();
            assertThat(ask(inTransaction("sizes"))).isEqualTo("0");
        }
    }

    @Test
    void aResultThatIsReadToItsEndIsNotHeld() {
        try (PostgresEngine engine = named("ended", holding(1, LONG))) {
            assertThat(open(engine, "SELECT 1", 100)).isEqualTo(new Part(List.of("1"), 0));
            assertThat(open(engine, "SELECT 1 WHERE false", 100)).isEqualTo(new Part(List.of(), 0));
            assertThat(ask(inTransaction("ended"))).isEqualTo("0");
        }
    }

    @Test
    void whatIsTooMuchForMemoryIsNotHeld() {
        try (PostgresEngine engine = named("large", holding(1, LONG))) {
            String large = "SELECT repeat('x', 100000) FROM generate_series(1, 100)";
            Rows rows =
                    engine.open(sql(large), SessionContext.EMPTY, limits(50), new Cancellation());
            assertThat(part(rows, 10).next()).isZero();
            assertThat(ask(inTransaction("large"))).isEqualTo("0");
        }
    }

    @Test
    void withoutAnyAllowedNoneIsHeld() {
        try (PostgresEngine engine = named("none", holding(0, LONG))) {
            assertThat(open(engine, NUMBERS, 10)).isEqualTo(new Part(numbers(1, 10), 0));
            assertThat(ask(inTransaction("none"))).isEqualTo("0");
        }
    }

    @Test
    void theOneThatWaitedLongestMakesRoom() {
        try (PostgresEngine engine = named("most", holding(2, LONG))) {
            Part first = open(engine, NUMBERS, 1);
            Part second = open(engine, NUMBERS, 2);
            Part third = open(engine, NUMBERS, 3);
            awaitAnswer(inTransaction("most"), "2");
            assertThat(readOn(engine, first.next(), NUMBERS, 1)).isEmpty();
            assertThat(readOn(engine, second.next(), NUMBERS, 1).orElseThrow().values())
                    .isEqualTo(numbers(3, 3));
            assertThat(readOn(engine, third.next(), NUMBERS, 1).orElseThrow().values())
                    .isEqualTo(numbers(4, 4));
        }
    }

    @Test
    void nobodyWaitsForAConnectionThatAResultHolds() throws Exception {
        Bounds one = Bounds.DEFAULT.withPool(1, 1).withPoolTime(Duration.ofSeconds(20));
        try (PostgresEngine engine = named("wanted", one.withOpenResults(1, LONG));
                ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> reading =
                    () -> {
                        int read = 0;
                        for (int i = 0; i < 20; i++) {
                            Part part = open(engine, NUMBERS, 10);
                            read += part.values().size() + rows(engine, "SELECT 1").size();
                        }
                        return read;
                    };
            for (Future<Integer> each :
                    many.invokeAll(List.of(reading, reading, reading, reading))) {
                assertThat(each.get()).isEqualTo(20 * 11);
            }
            Part held = open(engine, NUMBERS, 10);
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
            assertThat(readOn(engine, held.next(), NUMBERS, 10)).isEmpty();
        }
    }

    @Test
    void ofTwoThatReadOnAtOnceOneDoes() throws Exception {
        try (PostgresEngine engine = named("two", holding(2, LONG));
                ExecutorService two = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                long number = open(engine, NUMBERS, 10).next();
                Callable<Optional<Part>> reading = () -> readOn(engine, number, NUMBERS, 10);
                List<Part> parts = new ArrayList<>();
                for (Future<Optional<Part>> each : two.invokeAll(List.of(reading, reading))) {
                    each.get().ifPresent(parts::add);
                }
                assertThat(parts).hasSize(1);
                assertThat(parts.getFirst().values()).isEqualTo(numbers(11, 20));
            }
        }
    }

    @Test
    void aResultOfAnotherDecisionIsNotReadOnByAnybody() {
        SessionContext other =
                new SessionContext(
                        List.of(new SessionContext.Told("app.user", "bob")), Optional.empty());
        String text = NUMBERS + " WHERE n > 5";
        try (PostgresEngine engine = named("decision", holding(2, LONG))) {
            Part first = open(engine, NUMBERS, 10);
            Part second = open(engine, NUMBERS, other, 10);
            assertThat(readOn(engine, first.next(), text, 10)).isEmpty();
            assertThat(readOn(engine, second.next(), NUMBERS, 10)).isEmpty();
            awaitAnswer(inTransaction("decision"), "0");
            assertThat(readOn(engine, first.next(), NUMBERS, 10)).isEmpty();
        }
    }

    @Test
    void theSessionIsToldOfTheCallerUntilTheResultIsGivenUp() {
        SessionContext alice =
                new SessionContext(
                        List.of(new SessionContext.Told("app.user", "alice")), Optional.empty());
        String who = "SELECT current_setting('app.user', true) FROM generate_series(1, 30)";
        try (PostgresEngine engine = named("told", holding(1, LONG).withPool(0, 1))) {
            Part part = open(engine, who, alice, 10);
            part = readOn(engine, part.next(), who, alice, 10, new Cancellation()).orElseThrow();
            assertThat(part.values()).hasSize(10).containsOnly("alice");
            assertThat(open(engine, who, 1).values()).doesNotContain("alice");
        }
    }

    @Test
    void aResultThatNobodyReadsOnEndsByItself() {
        try (PostgresEngine engine = named("idle", holding(2, Duration.ofMillis(300)))) {
            long number = open(engine, NUMBERS, 10).next();
            assertThat(number).isNotZero();
            awaitAnswer(inTransaction("idle"), "0");
            assertThat(readOn(engine, number, NUMBERS, 10)).isEmpty();
        }
    }

    @Test
    void aDatabaseThatEndedTheSessionIsNoError() {
        try (PostgresEngine engine = named("killed", holding(2, LONG))) {
            long number = open(engine, NUMBERS, 10).next();
            admin(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                            + " WHERE application_name = 'killed'");
            assertThat(readOn(engine, number, NUMBERS, 10)).isEmpty();
            assertThat(open(engine, NUMBERS, 10).values()).isEqualTo(numbers(1, 10));
        }
    }

    @Test
    void anErrorInALaterPartIsToldAndTheConnectionServesOthers() {
        String text = "SELECT 1 / (15 - n) FROM generate_series(1, 100) n";
        try (PostgresEngine engine = named("error", holding(2, LONG).withPool(1, 1))) {
            String pid = rows(engine, "SELECT pg_backend_pid()").toString();
            long number = open(engine, text, 10).next();
            assertThatThrownBy(() -> readOn(engine, number, text, 10))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.refusal().code())
                                            .isEqualTo(Code.DATABASE_ERROR));
            assertThat(rows(engine, "SELECT pg_backend_pid()").toString()).isEqualTo(pid);
        }
    }

    @Test
    void aReadingThatIsCalledOffStopsAndFreesItsConnection() throws Exception {
        String text =
                "SELECT n, CASE WHEN n > 15 THEN pg_sleep(600) END FROM generate_series(1, 100) n";
        Cancellation cancellation = new Cancellation();
        try (PostgresEngine engine = named("off", holding(2, LONG).withPool(1, 1));
                ExecutorService one = Executors.newVirtualThreadPerTaskExecutor()) {
            long number = open(engine, text, 10).next();
            Future<Optional<Part>> reading =
                    one.submit(
                            () ->
                                    readOn(
                                            engine,
                                            number,
                                            text,
                                            SessionContext.EMPTY,
                                            10,
                                            cancellation));
            awaitAnswer(
                    "SELECT count(*) FROM pg_stat_activity"
                            + " WHERE application_name = 'off' AND state = 'active'",
                    "1");
            cancellation.cancel();
            assertThatThrownBy(reading::get).hasCauseInstanceOf(Refused.class);
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
        }
    }

    @Test
    void closingTheEngineEndsWhatIsHeld() {
        PostgresEngine engine = named("closed", holding(2, LONG));
        open(engine, NUMBERS, 10);
        assertThat(ask(inTransaction("closed"))).isEqualTo("1");
        engine.close();
        awaitAnswer("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'closed'", "0");
    }
}
