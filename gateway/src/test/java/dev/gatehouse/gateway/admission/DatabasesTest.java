package dev.gatehouse.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.admission.Admission;
import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.ask.Pace;
import dev.gatehouse.core.ask.Planning;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabasesTest {

    private static final Caller ALICE =
            new Caller("local:alice", List.of("analyst"), Map.of(), Confines.ALL);
    private static final Caller BOB =
            new Caller("local:bob", List.of("clerk"), Map.of(), Confines.ALL);
    private static final Capacity ROOMY = new Capacity(10, 0, Duration.ofSeconds(1));

    private final EmptyEngine shop = new EmptyEngine();
    private final CountedPolicy policy = new CountedPolicy();

    @ParameterizedTest
    @CsvSource({"'', shop", "shop, shop", "crm, crm"})
    void theFirstDatabaseIsTheDefault(String asked, String found) {
        try (Admission admission = databases().admit(ALICE, query(asked))) {
            assertThat(admission.database().name()).isEqualTo(found);
        }
    }

    @ParameterizedTest
    @CsvSource({"sho", "SHOP", "' '", "hr"})
    void anUnknownDatabaseIsRefusedWithTheKnownOnes(String asked) {
        assertThat(refusal(databases(), ALICE, query(asked)))
                .returns(Code.DATABASE_UNKNOWN, r -> r.refusal().code())
                .returns("There is: shop, crm", r -> r.refusal().help());
    }

    @Test
    void aDatabaseThatACallerMayNotUseDoesNotExistForIt() {
        Policy choosy =
                new CountedPolicy((caller, name) -> caller.equals(ALICE) || name.equals("crm"));
        var databases =
                new Databases(List.of(offer("shop", ROOMY), offer("crm", ROOMY)), _ -> choosy);
        assertThat(databases.names(BOB)).containsExactly("crm");
        try (Admission admission = databases.admit(BOB, query(""))) {
            assertThat(admission.database().name()).isEqualTo("crm");
        }
        Refused unavailable = refusal(databases, BOB, query("shop"));
        assertThat(unavailable.refusal())
                .isEqualTo(refusal(databases, BOB, query("no such")).refusal());
    }

    @Test
    void aTextIsMeasuredInBytes() {
        int most = Limits.DEFAULT.textBytes();
        databases().admit(ALICE, query("shop", "x".repeat(most), 1)).close();
        for (String text : List.of("x".repeat(most + 1), "é".repeat(most / 2 + 1))) {
            assertThat(refusal(databases(), ALICE, query("shop", text, 1)).refusal().code())
                    .isEqualTo(Code.STATEMENT_TOO_LARGE);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "100, 100", "2147483647, 100"})
    void theLowerRowLimitHolds(int asked, int rows) {
        try (Admission admission = databases().admit(ALICE, query("", "SELECT 1", asked))) {
            assertThat(admission.limits()).isEqualTo(Limits.DEFAULT.withRows(rows));
        }
    }

    @Test
    void asksBeyondTheQueueAreRefusedAndAPlaceIsGivenBackOnce() {
        Databases databases = databases(new Capacity(2, 0, Duration.ofSeconds(1)));
        Admission first = databases.admit(ALICE, query(""));
        databases.admit(ALICE, query(""));
        assertThat(refusal(databases, ALICE, query("")).refusal())
                .returns(Code.BUSY, r -> r.code())
                .returns("The database is busy: 2 asks run and 0 wait", r -> r.message());
        first.close();
        first.close();
        databases.admit(ALICE, query(""));
        assertThat(refusal(databases, ALICE, query("")).refusal().code()).isEqualTo(Code.BUSY);
    }

    @Test
    void oneCallerHasNoMoreAsksAtATimeThanItsLimit() {
        Policy two =
                new CountedPolicy(
                        (_, _) -> true,
                        new Limits(
                                9,
                                9,
                                9,
                                Duration.ofSeconds(9),
                                9,
                                Pace.ofConcurrent(2),
                                Planning.NONE));
        var databases = new Databases(List.of(offer("shop", ROOMY), offer("crm", ROOMY)), _ -> two);
        Admission first = databases.admit(ALICE, query("shop"));
        databases.admit(ALICE, query("shop"));
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(databases, ALICE, query("shop")).refusal())
                    .returns(Code.BUSY, r -> r.code())
                    .returns(
                            "This caller has 2 asks at work on the database already",
                            r -> r.message());
        }
        databases.admit(BOB, query("shop")).close();
        databases.admit(ALICE, query("crm")).close();
        first.close();
        first.close();
        databases.admit(ALICE, query("shop"));
        assertThat(refusal(databases, ALICE, query("shop")).refusal().code()).isEqualTo(Code.BUSY);
    }

    @Test
    void anAskThatFindsNoRoomCountsForItsCallerNoMore() {
        Policy two =
                new CountedPolicy(
                        (_, _) -> true,
                        new Limits(
                                9,
                                9,
                                9,
                                Duration.ofSeconds(9),
                                9,
                                Pace.ofConcurrent(2),
                                Planning.NONE));
        Capacity one = new Capacity(1, 0, Duration.ofSeconds(1));
        var databases = new Databases(List.of(offer("shop", one)), _ -> two);
        Admission first = databases.admit(ALICE, query(""));
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(databases, ALICE, query("")).refusal().message())
                    .isEqualTo("The database is busy: 1 asks run and 0 wait");
        }
        first.close();
        databases.admit(ALICE, query("")).close();
    }

    @Test
    void theLowestOfDatabaseRolesAndCallHolds() {
        Limits ofRoles =
                new Limits(
                        7, 500, 9, Duration.ofSeconds(40), 99, Pace.ofConcurrent(5), Planning.NONE);
        Policy policy = new CountedPolicy((_, _) -> true, ofRoles);
        var databases = new Databases(List.of(offer("shop", ROOMY)), _ -> policy);
        Limits wanted = Limits.NONE.withRows(8).withBytes(400).withTime(Duration.ofSeconds(20));
        Ask ask = new Ask.Query(origin(), "", "SELECT 1", wanted);
        try (Admission admission = databases.admit(ALICE, ask)) {
            assertThat(admission.limits())
                    .isEqualTo(
                            new Limits(
                                    7,
                                    400,
                                    9,
                                    Duration.ofSeconds(20),
                                    99,
                                    Pace.ofConcurrent(5),
                                    Limits.DEFAULT.planning()));
        }
    }

    @Test
    void whereStatementsAreNotRunToBeExplainedThatIsSaidBeforeAnythingElse() {
        Ask ask = new Ask.Explain(origin(), "", "SELECT", true);
        assertThat(refusal(databases(), ALICE, ask).refusal().code())
                .isEqualTo(Code.ANALYZE_REFUSED);
    }

    @Test
    void aKeyIsLimitedBesideItsRole() {
        Policy five =
                new CountedPolicy((_, _) -> true, Limits.NONE.withPace(Pace.of(Rate.ofMinute(5))));
        var databases =
                new Databases(List.of(offer("shop", ROOMY), offer("crm", ROOMY)), _ -> five);
        Caller key = key("key:1", Set.of("crm"), Set.of("query"), Rate.ofMinute(2));
        assertThat(refusal(databases, key, query("shop")).refusal().code())
                .isEqualTo(Code.DATABASE_UNKNOWN);
        var described =
                new Ask.Explain(new Origin("stdio", "explain", "", ""), "", "SELECT", false);
        assertThat(refusal(databases, key, described).refusal().code())
                .isEqualTo(Code.TOOL_UNKNOWN);
        databases.admit(key, query("")).close();
        databases.admit(key, query("crm")).close();
        assertThat(refusal(databases, key, query("")).refusal())
                .returns(Code.QUOTA_EXCEEDED, r -> r.code())
                .returns("This caller may run 2 statements in a minute here", r -> r.message())
                .matches(r -> r.help().endsWith("or of the caller's role, policy or key"));
        catalog(databases, key, false);

        Caller wide = key("key:2", Set.of(), Set.of(), Rate.ofMinute(6));
        for (int i = 0; i < 5; i++) {
            databases.admit(wide, query("shop")).close();
        }
        assertThat(refusal(databases, wide, query("shop")).refusal().message())
                .isEqualTo("This caller may run 5 statements in a minute here");
    }

    private static Caller key(String id, Set<String> databases, Set<String> tools, Rate rate) {
        return new Caller(id, List.of("analyst"), Map.of(), new Confines(databases, tools, rate));
    }

    @Test
    void callersShareADatabaseAndARole() {
        var roles = new TreeMap<>(Map.of("analyst", Rate.ofMinute(3)));
        Policy three = new CountedPolicy((_, _) -> true, Limits.NONE, roles);
        var databases =
                new Databases(
                        List.of(offer("shop", ROOMY, Rate.ofMinute(2)), offer("crm", ROOMY)),
                        _ -> three);
        databases.admit(ALICE, query("shop")).close();
        databases.admit(BOB, query("shop")).close();
        assertThat(refusal(databases, BOB, query("shop")).refusal().message())
                .isEqualTo("All callers may together run 2 statements in a minute here");
        for (Caller caller : List.of(ALICE, BOB, ALICE)) {
            databases.admit(caller, query("crm")).close();
        }
        assertThat(refusal(databases, BOB, query("crm")).refusal().message())
                .startsWith("All who have the role `analyst` may together run 3 statements");
        catalog(databases, BOB, false);
    }

    @Test
    void whatIsSharedFollowsThePolicyInForce() {
        var inForce = new AtomicReference<Policy>(policy);
        var databases = new Databases(List.of(offer("shop", ROOMY)), _ -> inForce.get());
        databases.admit(ALICE, query("")).close();
        var roles = new TreeMap<>(Map.of("analyst", Rate.ofMinute(1)));
        inForce.set(new CountedPolicy((_, _) -> true, Limits.NONE, roles));
        databases.admit(ALICE, query("")).close();
        assertThat(refusal(databases, BOB, query("")).refusal().code())
                .isEqualTo(Code.QUOTA_EXCEEDED);
        inForce.set(policy);
        databases.admit(BOB, query("")).close();
    }

    @Test
    void anAskWaitsForItsTurn() throws InterruptedException {
        Databases databases = databases(new Capacity(1, 1, Duration.ofMinutes(1)));
        Admission first = databases.admit(ALICE, query(""));
        var second = new AtomicReference<Admission>();
        Thread waiting =
                Thread.startVirtualThread(() -> second.set(databases.admit(ALICE, query(""))));
        awaitWaiting(waiting);
        assertThat(refusal(databases, ALICE, query("")).refusal().code()).isEqualTo(Code.BUSY);
        first.close();
        waiting.join();
        assertThat(second.get()).isNotNull();
    }

    @Test
    void anAskThatWaitsTooLongIsRefusedAndLeavesTheQueue() {
        Databases databases = databases(new Capacity(1, 1, Duration.ofMillis(1)));
        Admission first = databases.admit(ALICE, query(""));
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(databases, ALICE, query("")).refusal().message())
                    .isEqualTo("The database is busy: no ask ended within 1 ms");
        }
        first.close();
        databases.admit(ALICE, query("")).close();
    }

    @Test
    void anAskThatIsInterruptedWhileItWaitsIsCancelled() throws InterruptedException {
        Databases databases = databases(new Capacity(1, 1, Duration.ofMinutes(1)));
        databases.admit(ALICE, query(""));
        var refused = new AtomicReference<Refused>();
        Thread waiting =
                Thread.startVirtualThread(() -> refused.set(refusal(databases, ALICE, query(""))));
        awaitWaiting(waiting);
        waiting.interrupt();
        waiting.join();
        assertThat(refused.get().refusal().code()).isEqualTo(Code.CANCELLED);
    }

    @Test
    void aDatabaseThatIsAwayKeepsNoPlace() {
        Databases databases = databases(new Capacity(1, 0, Duration.ofSeconds(1)));
        shop.away = true;
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(databases, ALICE, query("")).refusal().code())
                    .isEqualTo(Code.DATABASE_UNAVAILABLE);
        }
        shop.away = false;
        databases.admit(ALICE, query("")).close();
    }

    @Test
    void whatIsVisibleIsWorkedOutOncePerSnapshotAndRoles() {
        Databases databases = databases();
        Catalog first = catalog(databases, ALICE, false);
        assertThat(catalog(databases, ALICE, false)).isSameAs(first);
        assertThat(
                        catalog(
                                databases,
                                new Caller("other", ALICE.roles(), Map.of(), Confines.ALL),
                                false))
                .isSameAs(first);
        assertThat(policy.calls).isEqualTo(1);
        assertThat(catalog(databases, BOB, false)).isNotSameAs(first);
        assertThat(policy.calls).isEqualTo(2);
        assertThat(catalog(databases, ALICE, true)).isNotSameAs(first);
        assertThat(policy.calls).isEqualTo(3);
    }

    @Test
    void whatOnePolicyShowedIsNotShownUnderAnother() {
        var inForce = new AtomicReference<Policy>(new CountedPolicy());
        var databases = new Databases(List.of(offer("shop", ROOMY)), _ -> inForce.get());
        Catalog before = catalog(databases, ALICE, false);
        CountedPolicy next = new CountedPolicy();
        inForce.set(next);
        assertThat(catalog(databases, ALICE, false)).isNotSameAs(before);
        assertThat(databases.known(ALICE, "shop")).isPresent().get().isNotSameAs(before);
        assertThat(next.calls).isEqualTo(1);
    }

    @Test
    void anAskThatWaitedGoesUnderThePolicyThatIsInForceWhenItsTurnComes()
            throws InterruptedException {
        var inForce = new AtomicReference<Policy>(new CountedPolicy());
        var databases =
                new Databases(
                        List.of(offer("shop", new Capacity(1, 2, Duration.ofMinutes(1)))),
                        _ -> inForce.get());
        Admission first = databases.admit(ALICE, query(""));
        var second = new AtomicReference<Admission>();
        var third = new AtomicReference<Refused>();
        Thread waiting =
                Thread.startVirtualThread(() -> second.set(databases.admit(ALICE, query(""))));
        awaitWaiting(waiting);
        Thread behind =
                Thread.startVirtualThread(() -> third.set(refusal(databases, BOB, query("shop"))));
        awaitWaiting(behind);
        CountedPolicy next = new CountedPolicy((caller, _) -> caller.equals(ALICE));
        inForce.set(next);
        first.close();
        waiting.join();
        assertThat(second.get().policy()).isSameAs(next);
        second.get().close();
        behind.join();
        assertThat(third.get().refusal().code()).isEqualTo(Code.DATABASE_UNKNOWN);
    }

    @Test
    void whoeverIsKnownTooOldAThingOfIsRefusedAndOfferedNothing() {
        var databases =
                new Databases(
                        List.of(offer("shop", ROOMY)),
                        _ -> {
                            throw new Refused(Code.BUSY, "exchanged", "");
                        });
        assertThat(databases.names(ALICE)).isEmpty();
        assertThat(databases.known(ALICE, "shop")).isEmpty();
        assertThat(refusal(databases, ALICE, query("shop")).refusal().code()).isEqualTo(Code.BUSY);
    }

    @Test
    void whatIsKnownIsThatWhichExistsForTheCaller() {
        Policy choosy = new CountedPolicy((caller, _) -> caller.equals(ALICE));
        var databases = new Databases(List.of(offer("shop", ROOMY)), _ -> choosy);
        assertThat(databases.known(ALICE, "shop")).containsSame(catalog(databases, ALICE, false));
        assertThat(databases.known(BOB, "shop")).isEmpty();
        assertThat(databases.known(ALICE, "")).isEmpty();
        assertThat(databases.known(ALICE, "hr")).isEmpty();
    }

    @Test
    void twoDatabasesCannotHaveOneName() {
        assertThatThrownBy(
                        () ->
                                new Databases(
                                        List.of(offer("a", ROOMY), offer("a", ROOMY)), _ -> policy))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Catalog catalog(Databases databases, Caller caller, boolean fresh) {
        var browse = new Ask.Browse(origin(), "", fresh);
        try (Admission admission = databases.admit(caller, browse)) {
            return admission.catalog();
        }
    }

    private Databases databases() {
        return databases(ROOMY);
    }

    private Databases databases(Capacity capacity) {
        return new Databases(List.of(offer("shop", capacity), offer("crm", capacity)), _ -> policy);
    }

    private Databases.Offer offer(String name, Capacity capacity) {
        return offer(name, capacity, Rate.NONE);
    }

    private Databases.Offer offer(String name, Capacity capacity, Rate total) {
        return new Databases.Offer(shop.database(name), capacity, total);
    }

    private static Refused refusal(Databases databases, Caller caller, Ask ask) {
        try (Admission admission = databases.admit(caller, ask)) {
            throw new AssertionError(admission.database().name());
        } catch (Refused refused) {
            return refused;
        }
    }

    private static Ask query(String database) {
        return query(database, "SELECT 1", 10);
    }

    private static Ask query(String database, String sql, int rows) {
        return new Ask.Query(origin(), database, sql, rows);
    }

    private static Origin origin() {
        return new Origin("stdio", "query", "", "");
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
