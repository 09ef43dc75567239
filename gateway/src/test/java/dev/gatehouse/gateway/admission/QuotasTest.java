package dev.gatehouse.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.gateway.state.State;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

class QuotasTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Caller ANN = caller("local:ann");
    private static final Caller BOB = caller("local:bob");
    private static final SequencedMap<String, Rate> NO_ROLES = Collections.emptySortedMap();
    private static final Allowance THREE_A_MINUTE = own(Rate.ofMinute(3));

    @TempDir private Path folder;
    private volatile Instant now = START;

    private static Caller caller(String id) {
        return new Caller(id, List.of(), Map.of(), Confines.ALL);
    }

    private static Allowance own(Rate rate) {
        return new Allowance(rate, NO_ROLES, Rate.NONE);
    }

    private static Allowance ofDatabase(Rate rate) {
        return new Allowance(Rate.NONE, NO_ROLES, rate);
    }

    private static Allowance ofRoles(SequencedMap<String, Rate> roles) {
        return new Allowance(Rate.NONE, roles, Rate.NONE);
    }

    private static SequencedMap<String, Rate> role(String name, Rate rate) {
        return new TreeMap<>(Map.of(name, rate));
    }

    private static SequencedMap<String, Rate> roles(
            String one, Rate ofOne, String other, Rate ofOther) {
        SequencedMap<String, Rate> roles = new LinkedHashMap<>();
        roles.put(one, ofOne);
        roles.put(other, ofOther);
        return roles;
    }

    private static void requireRefused(
            Quotas quotas, Caller caller, String database, Allowance allowance, String... words) {
        assertThatThrownBy(() -> quotas.take(caller, database, allowance))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.refusal().code()).isEqualTo(Code.QUOTA_EXCEEDED);
                            assertThat(
                                            refused.refusal().message()
                                                    + "; "
                                                    + refused.refusal().help())
                                    .contains(words);
                        });
    }

    private static int passed(Quotas quotas, Caller caller, Allowance allowance, int asks) {
        int passed = 0;
        for (int i = 0; i < asks; i++) {
            passed += passes(quotas, caller, allowance) ? 1 : 0;
        }
        return passed;
    }

    private static boolean passes(Quotas quotas, Caller caller, Allowance allowance) {
        return passes(quotas, caller, "shop", allowance);
    }

    private static boolean passes(
            Quotas quotas, Caller caller, String database, Allowance allowance) {
        try {
            quotas.take(caller, database, allowance);
            return true;
        } catch (Refused refused) {
            return false;
        }
    }

    private Quotas forgetful() {
        return Quotas.forgetful(() -> now);
    }

    private Quotas kept(HourCounts.Source source) {
        return new Quotas(() -> now, Optional.of(new HourCounts(source, () -> now)));
    }

    @Test
    void whoeverHasAskedTooMuchIsToldHowLongToWaitAndThenAnswered() {
        try (Quotas quotas = forgetful()) {
            assertThat(passed(quotas, ANN, THREE_A_MINUTE, 3)).isEqualTo(3);
            requireRefused(
                    quotas,
                    ANN,
                    "shop",
                    THREE_A_MINUTE,
                    "This caller may run 3 statements in a minute here",
                    "again in 20 s",
                    "max_queries_per_minute, of the database, or of the caller's role, policy or"
                            + " key");
            now = START.plusSeconds(19);
            requireRefused(quotas, ANN, "shop", THREE_A_MINUTE, "again in 1 s");
            now = START.plusSeconds(20);
            quotas.take(ANN, "shop", THREE_A_MINUTE);
            requireRefused(quotas, ANN, "shop", THREE_A_MINUTE, "again in 20 s");
        }
    }

    @Test
    void theTimeThatIsToldIsNeverTooShort() {
        Allowance seven = own(Rate.ofMinute(7));
        try (Quotas quotas = forgetful()) {
            passed(quotas, ANN, seven, 7);
            requireRefused(quotas, ANN, "shop", seven, "again in 9 s");
            now = START.plusSeconds(9);
            quotas.take(ANN, "shop", seven);
        }
    }

    @Test
    void eachCallerAndEachDatabaseIsCountedByItself() {
        try (Quotas quotas = forgetful()) {
            for (int i = 0; i < 3; i++) {
                quotas.take(ANN, "shop", THREE_A_MINUTE);
                quotas.take(ANN, "crm", THREE_A_MINUTE);
                quotas.take(BOB, "shop", THREE_A_MINUTE);
            }
            requireRefused(quotas, ANN, "crm", THREE_A_MINUTE, "20 s");
            requireRefused(quotas, BOB, "shop", THREE_A_MINUTE, "20 s");
        }
    }

    @Test
    void withoutALimitNothingIsCounted() {
        try (Quotas quotas = forgetful()) {
            assertThat(passed(quotas, ANN, own(Rate.NONE), 10_000)).isEqualTo(10_000);
            quotas.take(ANN, "shop", THREE_A_MINUTE);
        }
    }

    @Test
    void theLongestOfAllWaitsIsTold() {
        try (Quotas quotas = forgetful()) {
            Allowance both = own(new Rate(2, 2));
            passed(quotas, ANN, both, 2);
            requireRefused(quotas, ANN, "shop", both, "in an hour", "1800 s", "per_hour");
        }
    }

    @Test
    void aDatabaseIsSharedByAllCallers() {
        Allowance two = ofDatabase(new Rate(2, 100));
        try (Quotas quotas = forgetful()) {
            quotas.take(ANN, "shop", two);
            quotas.take(BOB, "shop", two);
            requireRefused(
                    quotas,
                    caller("oidc:eve"),
                    "shop",
                    two,
                    "All callers may together run 2 statements in a minute here",
                    "again in 30 s. The statements of others count, too",
                    "max_total_queries_per_minute, of the database");
            quotas.take(ANN, "crm", two);
        }
    }

    @Test
    void aRoleIsSharedByAllWhoHaveIt() {
        Allowance two = ofRoles(role("analyst", Rate.ofHour(2)));
        try (Quotas quotas = forgetful()) {
            quotas.take(ANN, "shop", two);
            quotas.take(BOB, "shop", two);
            requireRefused(
                    quotas,
                    ANN,
                    "shop",
                    two,
                    "All who have the role `analyst` may together run 2 statements in an hour here",
                    "again in 1800 s. The statements of others count, too",
                    "max_total_queries_per_hour, of the role");
            quotas.take(ANN, "shop", ofRoles(role("clerk", Rate.ofHour(2))));
            quotas.take(ANN, "crm", two);
        }
    }

    @Test
    void oneRoleWithRoomIsEnoughAndItAloneIsCharged() {
        Rate one = new Rate(1, 1);
        Rate two = new Rate(2, 2);
        try (Quotas quotas = forgetful()) {
            Allowance both = ofRoles(roles("a", one, "b", two));
            quotas.take(ANN, "shop", both);
            requireRefused(quotas, BOB, "shop", ofRoles(role("a", one)), "`a`");
            quotas.take(BOB, "shop", ofRoles(role("b", two)));
            quotas.take(ANN, "shop", both);
            requireRefused(quotas, ANN, "shop", both, "`b`", "1800 s");
        }
    }

    @Test
    void aRoleWithRoomInItsHourAloneHasNone() {
        SequencedMap<String, Rate> roles = roles("a", new Rate(1, 10), "b", Rate.ofMinute(50));
        try (Quotas quotas = forgetful()) {
            assertThat(passed(quotas, ANN, ofRoles(roles), 60)).isEqualTo(51);
            now = START.plusSeconds(60);
            assertThat(passed(quotas, BOB, ofRoles(role("a", Rate.ofHour(10))), 20)).isEqualTo(9);
        }
    }

    @Test
    void whatOneQuotaRefusesCostsNothingInTheOthers() {
        try (Quotas quotas = forgetful()) {
            Allowance full =
                    new Allowance(
                            Rate.ofHour(3), role("a", Rate.ofHour(3)), new Rate(2, 1_000_000));
            assertThat(passed(quotas, ANN, full, 50)).isEqualTo(2);
            now = START.plusSeconds(30);
            assertThat(passed(quotas, ANN, full, 50)).isEqualTo(1);
        }
    }

    @Test
    void aCallerWithoutRoomTakesNothingFromOthers() {
        try (Quotas quotas = forgetful()) {
            Allowance small =
                    new Allowance(Rate.ofHour(1), role("a", Rate.ofHour(5)), Rate.ofHour(6));
            Allowance rest = new Allowance(Rate.NONE, role("a", Rate.ofHour(5)), Rate.ofHour(6));
            assertThat(passed(quotas, ANN, small, 50)).isEqualTo(1);
            assertThat(passed(quotas, BOB, rest, 50)).isEqualTo(4);
            assertThat(passed(quotas, BOB, ofDatabase(Rate.ofHour(6)), 50)).isEqualTo(1);
        }
    }

    @Test
    void ofAThousandAtOnceExactlyAsManyPassAsMay() throws Exception {
        try (Quotas quotas = forgetful()) {
            Allowance hundred =
                    new Allowance(
                            Rate.ofHour(3),
                            roles("a", Rate.ofHour(60), "b", Rate.ofHour(70)),
                            Rate.ofHour(100));
            assertThat(atOnce(quotas, 1000, hundred)).isEqualTo(100);
            // Those that the database refused cost the roles nothing.
            Allowance rest = ofRoles(roles("a", Rate.ofHour(60), "b", Rate.ofHour(70)));
            assertThat(atOnce(quotas, 1000, rest)).isEqualTo(30);
        }
    }

    @Test
    void twoAtOnceNeverTakeTheSameLastOne() throws Exception {
        int rounds = 200;
        var arrived = new AtomicInteger();
        try (Quotas quotas = forgetful();
                ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Future<Integer> one = pool.submit(() -> race(quotas, rounds, arrived));
            Future<Integer> other = pool.submit(() -> race(quotas, rounds, arrived));
            assertThat(one.get() + other.get()).isEqualTo(rounds);
        }
    }

    /** Both begin each round within some nanoseconds. */
    private static int race(Quotas quotas, int rounds, AtomicInteger arrived) {
        Allowance last = new Allowance(Rate.NONE, role("a", Rate.ofHour(1)), Rate.ofHour(1));
        int passed = 0;
        try {
            for (int round = 0; round < rounds; round++) {
                arrived.incrementAndGet();
                while (arrived.get() < 2 * (round + 1)) {
                    Thread.onSpinWait();
                }
                passed += passes(quotas, ANN, "db" + round, last) ? 1 : 0;
            }
            return passed;
        } finally {
            // The other one must not wait for ever.
            arrived.addAndGet(2 * rounds);
        }
    }

    private static int atOnce(Quotas quotas, int threads, Allowance allowance)
            throws InterruptedException, ExecutionException {
        var begin = new CountDownLatch(1);
        int passed = 0;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> asks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Caller caller = caller("local:" + i % 400);
                asks.add(
                        pool.submit(
                                () -> {
                                    begin.await();
                                    return passes(quotas, caller, allowance);
                                }));
            }
            begin.countDown();
            for (Future<Boolean> ask : asks) {
                passed += ask.get() ? 1 : 0;
            }
        }
        return passed;
    }

    @Test
    void aClockThatIsPutBackLocksNobodyOut() {
        try (Quotas quotas = forgetful()) {
            passed(quotas, ANN, THREE_A_MINUTE, 3);
            now = START.minus(Duration.ofDays(1));
            requireRefused(quotas, ANN, "shop", THREE_A_MINUTE, "again in 20 s");
            now = now.plusSeconds(20);
            assertThat(passed(quotas, ANN, THREE_A_MINUTE, 2)).isEqualTo(1);
        }
    }

    @Test
    void anotherLimitLeavesWhatIsLeftAndNobodyGainsByTurns() {
        try (Quotas quotas = forgetful()) {
            assertThat(passed(quotas, ANN, own(Rate.ofHour(10)), 8)).isEqualTo(8);
            assertThat(passed(quotas, ANN, own(Rate.ofHour(20)), 9)).isEqualTo(2);
            requireRefused(quotas, ANN, "shop", own(Rate.ofHour(20)), "run 20", "180 s");
            now = START.plus(Duration.ofMinutes(6));
            assertThat(passed(quotas, ANN, own(Rate.ofHour(20)), 9)).isEqualTo(2);

            quotas.take(BOB, "shop", own(Rate.ofHour(1000)));
            int passed = 1;
            for (int i = 0; i < 100; i++) {
                passed += passed(quotas, BOB, own(Rate.ofHour(10)), 1);
                passed += passed(quotas, BOB, own(Rate.ofHour(1000)), 1);
            }
            assertThat(passed).isEqualTo(11);
        }
    }

    @Test
    void moreCallersThanAreRememberedShareWhatTheyShare() {
        int callers = 20_500;
        Allowance both = new Allowance(Rate.ofHour(1), NO_ROLES, Rate.ofHour(callers - 100));
        try (Quotas quotas = forgetful()) {
            int passed = 0;
            for (int i = 0; i < callers; i++) {
                passed += passed(quotas, caller("local:" + i), both, 1);
            }
            assertThat(passed).isEqualTo(callers - 100);
        }
    }

    @Test
    void anHourOutlivesThatItsCallerWasForgotten() {
        try (State state = State.inFile(folder.resolve("state.db"));
                Quotas quotas = kept(state::data)) {
            quotas.take(ANN, "shop", own(Rate.ofHour(1)));
            for (int i = 0; i < 20_500; i++) {
                quotas.take(caller("local:" + i), "shop", THREE_A_MINUTE);
            }
            requireRefused(quotas, ANN, "shop", own(Rate.ofHour(1)), "3600 s");
        }
    }

    @Test
    void anHourOutlivesTheProgram() {
        Allowance ten = own(Rate.ofHour(10));
        Allowance shared = new Allowance(Rate.NONE, role("a", Rate.ofHour(20)), Rate.ofHour(30));
        try (State state = State.inFile(folder.resolve("state.db"))) {
            try (Quotas quotas = kept(state::data)) {
                assertThat(passed(quotas, ANN, ten, 20)).isEqualTo(10);
                assertThat(passed(quotas, BOB, shared, 50)).isEqualTo(20);
                assertThat(passed(quotas, BOB, ofDatabase(Rate.ofHour(30)), 50)).isEqualTo(10);
            }
            now = START.plus(Duration.ofMinutes(6));
            try (Quotas quotas = kept(state::data)) {
                quotas.take(ANN, "shop", ten);
                requireRefused(quotas, ANN, "shop", ten, "360 s");
                quotas.take(BOB, "shop", ten);
                assertThat(passed(quotas, ANN, shared, 9)).isEqualTo(2);
                assertThat(passed(quotas, ANN, ofDatabase(Rate.ofHour(30)), 9)).isEqualTo(1);
            }
        }
    }

    @Test
    void anHourIsKeptInPostgresqlToo() throws IOException {
        Allowance all = new Allowance(Rate.ofHour(3), role("a", Rate.ofHour(4)), Rate.ofHour(5));
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                State state = State.at(server.getJdbcUrl("postgres", "postgres"), "postgres", "")) {
            for (int taken : List.of(3, 0)) {
                try (Quotas quotas = kept(state::data)) {
                    assertThat(passed(quotas, ANN, all, 9)).isEqualTo(taken);
                }
            }
            try (Quotas quotas = kept(state::data)) {
                assertThat(passed(quotas, BOB, all, 9)).isEqualTo(1);
            }
        }
    }

    @Test
    void anHourOutlivesTheProgramUnderAnotherLimit() {
        try (State state = State.inFile(folder.resolve("state.db"))) {
            try (Quotas quotas = kept(state::data)) {
                passed(quotas, ANN, own(Rate.ofHour(10)), 3);
                passed(quotas, BOB, own(Rate.ofHour(10)), 10);
            }
            now = START.plus(Duration.ofMinutes(6));
            try (Quotas quotas = kept(state::data)) {
                assertThat(passed(quotas, ANN, own(Rate.ofHour(4)), 9)).isEqualTo(4);
                assertThat(passed(quotas, BOB, own(Rate.ofHour(20)), 9)).isEqualTo(2);
            }
            now = START;
            try (Quotas quotas = kept(state::data)) {
                requireRefused(quotas, BOB, "shop", own(Rate.ofHour(20)), "180 s");
            }
        }
    }

    @Test
    void whatAnOlderVersionKeptCounts() throws SQLException {
        try (State state = State.inFile(folder.resolve("state.db"))) {
            try (Connection connection = state.data().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "INSERT INTO hour_quotas VALUES ('local:ann' || char(10) || 'shop', 1, "
                                + START.toEpochMilli()
                                + ")");
            }
            try (Quotas quotas = kept(state::data)) {
                assertThat(passed(quotas, ANN, own(Rate.ofHour(10)), 9)).isEqualTo(1);
            }
        }
    }

    @Test
    void noCallerIsTakenForARoleOrADatabase() {
        assertThat(
                        List.of(
                                new Subject.OfCaller("database", "shop").key(),
                                new Subject.OfDatabase("shop").key(),
                                new Subject.OfCaller("role a", "shop").key(),
                                new Subject.OfCaller("role", "a shop").key(),
                                new Subject.OfCaller("role a shop", "").key(),
                                new Subject.OfRole("a", "shop").key()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aStoreThatIsAwayKeepsNobodyFromAskingAndCountingGoesOn() {
        AtomicBoolean away = new AtomicBoolean(true);
        Allowance two = own(Rate.ofHour(2));
        try (State state = State.inFile(folder.resolve("state.db"))) {
            try (Quotas quotas = kept(() -> data(state, away))) {
                assertThat(passed(quotas, ANN, two, 5)).isEqualTo(2);
                requireRefused(quotas, ANN, "shop", two, "1800 s");
                away.set(false);
            }
            // What was counted meanwhile was kept when it was back.
            try (Quotas quotas = kept(state::data)) {
                assertThat(passed(quotas, ANN, two, 5)).isZero();
            }
        }
    }

    private static DataSource data(State state, AtomicBoolean away) throws SQLException {
        if (away.get()) {
            throw new SQLException("away", "08001");
        }
        return state.data();
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenWithTheNext() {
        AtomicBoolean away = new AtomicBoolean(true);
        var key = new Quota.Key(new Subject.OfDatabase("shop"), Period.HOUR);
        try (State state = State.inFile(folder.resolve("state.db"))) {
            var counts = new HourCounts(() -> data(state, away), () -> now);
            try (Counters counters = new Counters(() -> now, Optional.of(counts))) {
                Quota quota = counters.of(key, 5);
                quota.take();
                counters.changed(quota);
                counters.save();
                away.set(false);
            }
            assertThat(new HourCounts(state::data, () -> now).find("database shop"))
                    .contains(new HourCounts.Left(4, START));
        }
    }

    @Test
    void whatIsFullAgainIsNotKept() {
        try (State state = State.inFile(folder.resolve("state.db"))) {
            HourCounts counts = new HourCounts(state::data, () -> now);
            keep(counts, "early");
            now = START.plus(Duration.ofMinutes(40));
            keep(counts, "late");
            now = START.plus(Duration.ofMinutes(61));
            keep(counts, "last");
            assertThat(counts.find("early")).isEmpty();
            assertThat(counts.find("late")).isPresent();
            assertThat(counts.find("last")).isPresent();
        }
    }

    private void keep(HourCounts counts, String subject) {
        assertThat(counts.save(new TreeMap<>(Map.of(subject, new HourCounts.Left(0, now)))))
                .isTrue();
    }

    @Test
    void aStoreThatIsAwayIsLeftInPeaceForAWhile() {
        AtomicInteger tries = new AtomicInteger();
        try (State state = State.inFile(folder.resolve("state.db"))) {
            var counts =
                    new HourCounts(
                            () -> {
                                if (tries.incrementAndGet() > 1) {
                                    return state.data();
                                }
                                throw new SQLException("away", "08001");
                            },
                            () -> now);
            new HourCounts(state::data, () -> now)
                    .save(new TreeMap<>(Map.of("x", new HourCounts.Left(7, START))));
            assertThat(counts.find("x")).isEmpty();
            now = START.plusSeconds(29);
            assertThat(counts.find("x")).isEmpty();
            now = START.plusSeconds(30);
            assertThat(counts.find("x")).contains(new HourCounts.Left(7, START));
            assertThat(tries).hasValue(2);
        }
    }

    @Test
    void aStoreThatIsLockedKeepsNobodyFromAsking() throws SQLException {
        Path file = folder.resolve("state.db");
        try (State state = State.inFile(file);
                Connection other = state.data().getConnection();
                Statement lock = other.createStatement()) {
            var config = new SQLiteConfig();
            config.setBusyTimeout(10);
            var source = new SQLiteDataSource(config);
            source.setUrl("jdbc:sqlite:" + file);
            var counts = new HourCounts(() -> source, () -> now);
            var left = new TreeMap<>(Map.of("x", new HourCounts.Left(7, START)));
            lock.execute("BEGIN IMMEDIATE");
            assertThat(counts.save(left)).isFalse();
            try (Quotas quotas = new Quotas(() -> now, Optional.of(counts))) {
                assertThat(passed(quotas, ANN, own(Rate.ofHour(2)), 5)).isEqualTo(2);
            }
            lock.execute("ROLLBACK");
            assertThat(counts.save(left)).isTrue();
        }
    }

    @Test
    void ofManyAtOnceAfterARestartExactlyAsManyPassAsAreLeft() throws Exception {
        Allowance hundred = new Allowance(Rate.NONE, role("a", Rate.ofHour(150)), Rate.ofHour(100));
        try (State state = State.inFile(folder.resolve("state.db"))) {
            try (Quotas quotas = kept(state::data)) {
                assertThat(atOnce(quotas, 60, hundred)).isEqualTo(60);
            }
            try (Quotas quotas = kept(state::data)) {
                assertThat(atOnce(quotas, 500, hundred)).isEqualTo(40);
            }
        }
    }
}
