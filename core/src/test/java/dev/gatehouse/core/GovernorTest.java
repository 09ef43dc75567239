package dev.gatehouse.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.admission.Admission;
import dev.gatehouse.core.admission.Admissions;
import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.OpenResult;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.ask.Planning;
import dev.gatehouse.core.ask.Position;
import dev.gatehouse.core.audit.AuditFailure;
import dev.gatehouse.core.audit.AuditLog;
import dev.gatehouse.core.audit.AuditRecord;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.engine.Database;
import dev.gatehouse.core.engine.Engine;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.engine.SessionMapping;
import dev.gatehouse.core.engine.SessionMapping.Source;
import dev.gatehouse.core.policy.Decision;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.Reason;
import dev.gatehouse.core.policy.SchemaPolicy;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.Passage;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.result.Value;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Dialect;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.PlanEstimate;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.RelationUse;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.core.sql.StatementKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The journey, step by step, with hand-written steps that note what happens to them. */
class GovernorTest {

    private static final Caller CALLER =
            new Caller("local:alice", List.of("analyst"), Map.of(), Confines.ALL);
    private static final Origin ORIGIN = new Origin("stdio", "query", "s1", "client 1");
    private static final Refusal NO = new Refusal(Code.RELATION_UNAVAILABLE, "no", "try x");
    private static final Catalog EMPTY =
            new Catalog(18, List.of(), Map.of(), List.of(), Set.of(), Set.of());

    private final List<String> events = new ArrayList<>();
    private final List<AuditRecord> records = new ArrayList<>();
    private AuditLog log =
            audited -> {
                events.add("recorded");
                records.add(audited);
            };
    private Policy policy = new SchemaPolicy(Map.of());
    private SessionMapping session = SessionMapping.NONE;
    private Limits limits = Limits.DEFAULT.withRows(5);
    private Dialect dialect =
            new Dialect() {
                @Override
                public Analysis analyse(String sql, Catalog visible) {
                    return new Analysed();
                }

                @Override
                public PlanEstimate estimate(String plan) {
                    return new PlanEstimate(plan.length(), 1, List.of());
                }
            };

    @Test
    void takesEveryStepInOrderAndRecordsBeforeItAnswers() {
        Answer answer = answer(new Ask.Query(ORIGIN, "", "SELECT 1", 5));
        assertThat(answer).isInstanceOf(Answer.Table.class);
        assertThat(events)
                .containsExactly(
                        "admitted",
                        "guarded for Fetch[rows=6, skip=0]",
                        "ran safe: SELECT 1",
                        "rows closed",
                        "released",
                        "recorded");
        AuditRecord audited = records.getFirst();
        assertThat(audited.database()).isEqualTo("shop");
        assertThat(audited.fingerprint()).isEqualTo("0123456789ab");
        assertThat(audited.outcome()).isInstanceOf(AuditRecord.Outcome.Answered.class);
    }

    @Test
    void tellsTheDatabaseWhoAsks() {
        session = new SessionMapping(List.of(new Source("app.user", "id")), Map.of());
        assertThat(answer(new Ask.Query(ORIGIN, "", "SELECT 1", 5)))
                .isInstanceOf(Answer.Table.class);
        assertThat(events).contains("told [app.user = " + CALLER.id() + "]");
    }

    @Test
    void withoutWhatTheDatabaseIsToBeToldNothingRuns() {
        session = new SessionMapping(List.of(new Source("app.tenant", "tenant")), Map.of());
        Answer answer = answer(new Ask.Query(ORIGIN, "", "SELECT 1", 5));
        assertThat(((Answer.Denied) answer).refusal().code()).isEqualTo(Code.RULE_UNMET);
        assertThat(events)
                .containsExactly(
                        "admitted", "guarded for Fetch[rows=6, skip=0]", "released", "recorded");
    }

    @Test
    void tellsEachStepAsItBegins() {
        var query = new Ask.Query(ORIGIN, "", "SELECT 1", 5);
        governor().answer(CALLER, query, new Cancellation(), step -> events.add("" + step));
        assertThat(events)
                .containsExactly(
                        "WAITING",
                        "admitted",
                        "CHECKING",
                        "guarded for Fetch[rows=6, skip=0]",
                        "RUNNING",
                        "ran safe: SELECT 1",
                        "rows closed",
                        "released",
                        "recorded");
    }

    @Test
    void asksThePlannerOnlyWhereALimitNeedsItAndRunsNothingThatCostsMore() {
        limits = Limits.DEFAULT.withRows(5).withPlanning(costing(7));
        assertThat(answer(new Ask.Query(ORIGIN, "", "SELECT 1", 5)))
                .isInstanceOf(Answer.Table.class);
        assertThat(events)
                .containsExactly(
                        "admitted",
                        "guarded for Fetch[rows=6, skip=0]",
                        "guarded for Estimate[rows=6]",
                        "ran plan of: SELECT 1",
                        "rows closed",
                        "ran safe: SELECT 1",
                        "rows closed",
                        "released",
                        "recorded");
        limits = limits.withPlanning(costing(6));
        Answer answer = answer(new Ask.Query(ORIGIN, "", "SELECT 1", 4));
        assertThat(((Answer.Denied) answer).refusal().message())
                .isEqualTo(
                        "the planner expects a cost of 7; the limit is 6 (max_cost), and nothing ran");
        assertThat(events).filteredOn(it -> it.startsWith("ran")).hasSize(3);
    }

    private static Planning costing(long most) {
        return new Planning(most, Long.MAX_VALUE, Duration.ofSeconds(1), false);
    }

    @Test
    void explainsTheStatementThatTheQueryWouldRun() {
        assertThat(answer(new Ask.Explain(ORIGIN, "", "SELECT 1", true)))
                .isInstanceOfSatisfying(
                        Answer.Plan.class, plan -> assertThat(plan.estimate().cost()).isEqualTo(7));
        assertThat(events)
                .contains("guarded for Plan[rows=6, analyze=true]", "ran plan of: SELECT 1");
    }

    @Test
    void aDenialNeverReachesTheDatabase() {
        policy = new Denying();
        assertThat(answer(new Ask.Query(ORIGIN, "", "SELECT 1", 5)))
                .isEqualTo(new Answer.Denied(NO));
        assertThat(events).containsExactly("admitted", "doubted", "released", "recorded");
        assertThat(records.getFirst().outcome())
                .isEqualTo(new AuditRecord.Outcome.Ended(Code.RELATION_UNAVAILABLE));
        assertThat(records.getFirst().reasons()).containsExactly("rule 1");
    }

    @Test
    void asksNobodyTwiceAboutTheSameTextAndRecordsTheSame() {
        Governor governor = governor();
        Ask ask = new Ask.Query(ORIGIN, "", "SELECT 1", 5);
        governor.answer(CALLER, ask, new Cancellation());
        events.clear();
        assertThat(governor.answer(CALLER, ask, new Cancellation()))
                .isInstanceOf(Answer.Table.class);
        assertThat(events)
                .containsExactly(
                        "admitted", "ran safe: SELECT 1", "rows closed", "released", "recorded");
        assertThat(records.getLast()).isEqualTo(records.getFirst());
        governor.answer(CALLER, new Ask.Query(ORIGIN, "", "SELECT 1 ", 5), new Cancellation());
        assertThat(events).contains("guarded for Fetch[rows=6, skip=0]");
    }

    @Test
    void neverTakesTheVerdictOnOneCallerForThatOnAnother() {
        Governor governor = governor();
        Ask ask = new Ask.Query(ORIGIN, "", "SELECT 1", 5);
        for (Caller caller : alike()) {
            governor.answer(caller, ask, new Cancellation());
        }
        assertThat(events.stream().filter(event -> event.startsWith("guarded"))).hasSize(4);
    }

    private static List<Caller> alike() {
        Map<String, Attribute> claims = Map.of("tenant", new Attribute.Text("a"));
        return List.of(
                CALLER,
                new Caller("local:bob", CALLER.roles(), CALLER.claims(), Confines.ALL),
                new Caller(CALLER.id(), List.of("analyst", "other"), CALLER.claims(), Confines.ALL),
                new Caller(CALLER.id(), CALLER.roles(), claims, Confines.ALL));
    }

    @Test
    void aDenialIsReachedAnewEachTime() {
        Governor governor = governor();
        dialect =
                (_, _) -> {
                    events.add("analysed");
                    throw new Refused(NO);
                };
        Ask ask = new Ask.Query(ORIGIN, "", "SELECT 1", 5);
        governor.answer(CALLER, ask, new Cancellation());
        governor.answer(CALLER, ask, new Cancellation());
        assertThat(events.stream().filter("analysed"::equals)).hasSize(2);
    }

    @Test
    void aRefusalInAnyStepIsAnAnswerAndIsRecorded() {
        dialect =
                (_, _) -> {
                    throw new Refused(NO);
                };
        assertThat(answer(new Ask.Query(ORIGIN, "", "SELEC", 5))).isEqualTo(new Answer.Denied(NO));
        assertThat(events).containsExactly("admitted", "doubted", "released", "recorded");
    }

    @Test
    void aFaultIsReportedInFullAndToldByItsNumberOnly() {
        dialect =
                (_, _) -> {
                    throw new IllegalStateException("secret detail");
                };
        Answer answer = answer(new Ask.Query(ORIGIN, "", "SELECT 1", 5));
        Refusal refusal = ((Answer.Denied) answer).refusal();
        assertThat(refusal.code()).isEqualTo(Code.INTERNAL_ERROR);
        assertThat(refusal.toString()).doesNotContain("secret detail").contains("F1");
        assertThat(events)
                .containsExactly("admitted", "released", "fault secret detail", "recorded");
    }

    @Test
    void nestingThatExhaustsTheStackIsAFaultLikeAnyOther() {
        dialect =
                (_, _) -> {
                    throw new StackOverflowError("deep");
                };
        Answer answer = answer(new Ask.Query(ORIGIN, "", "SELECT 1", 5));
        assertThat(((Answer.Denied) answer).refusal().code()).isEqualTo(Code.INTERNAL_ERROR);
        assertThat(records).hasSize(1);
    }

    @Test
    void anAnswerWithoutARecordIsWithheld() {
        log =
                _ -> {
                    throw new AuditFailure("disk full", new IllegalStateException());
                };
        Answer answer = answer(new Ask.Query(ORIGIN, "", "SELECT 1", 5));
        assertThat(((Answer.Denied) answer).refusal().code()).isEqualTo(Code.AUDIT_UNAVAILABLE);
        assertThat(events).endsWith("released", "fault disk full");
    }

    @Test
    void aCallThatIsNoAskIsRecordedToo() {
        Refusal unfit = new Refusal(Code.TOOL_UNKNOWN, "no such tool", "");
        governor().turnAway(CALLER, new Ask.Unfit(ORIGIN), unfit);
        assertThat(records.getFirst().outcome())
                .isEqualTo(new AuditRecord.Outcome.Ended(Code.TOOL_UNKNOWN));
    }

    @Test
    void theRosterOfDatabasesIsRecordedToo() {
        Answer answer = governor().databases(CALLER, new Ask.Roster(ORIGIN));
        assertThat(answer).isEqualTo(new Answer.Names(List.of("shop", "hr")));
        assertThat(records.getFirst().outcome()).isInstanceOf(AuditRecord.Outcome.Answered.class);
    }

    private Answer answer(Ask ask) {
        return governor().answer(CALLER, ask, new Cancellation());
    }

    private static Ask.Query from(int row, OpenResult open) {
        return new Ask.Query(
                ORIGIN, "", "SELECT 1", Limits.NONE.withRows(5), new Position(row, open));
    }

    private static Passage.Reading reading(Answer answer) {
        return ((Answer.Table) answer).passage().reading();
    }

    @Test
    void aLaterPartIsRunWithTheRowsBeforeItLeftOut() {
        assertThat(reading(answer(from(100, OpenResult.NONE))))
                .isEqualTo(Passage.Reading.RUN_AGAIN);
        assertThat(events)
                .containsExactly(
                        "admitted",
                        "guarded for Fetch[rows=51, skip=100]",
                        "ran safe: SELECT 1",
                        "rows closed",
                        "released",
                        "recorded");
    }

    @Test
    void whatIsHeldOpenIsReadOnAfterTheSameProof() {
        assertThat(reading(answer(from(100, new OpenResult(7, 50, 101)))))
                .isEqualTo(Passage.Reading.READ_ON);
        assertThat(events)
                .containsExactly(
                        "admitted",
                        "guarded for Fetch[rows=101, skip=50]",
                        "read on 7",
                        "rows closed",
                        "released",
                        "recorded");
    }

    @Test
    void whatIsNotHeldOpenAnyMoreOrEndsTooSoonIsRunAgain() {
        assertThat(reading(answer(from(100, new OpenResult(8, 50, 101)))))
                .isEqualTo(Passage.Reading.RUN_AGAIN);
        assertThat(events).contains("read on 8", "guarded for Fetch[rows=51, skip=100]");
        events.clear();
        assertThat(reading(answer(from(100, new OpenResult(7, 50, 55)))))
                .isEqualTo(Passage.Reading.RUN_AGAIN);
        assertThat(events).doesNotContain("read on 7");
    }

    @Test
    void aLaterPartIsDecidedOnAnew() {
        policy = new Denying();
        assertThat(answer(from(100, new OpenResult(7, 50, 101)))).isEqualTo(new Answer.Denied(NO));
        assertThat(events).containsExactly("admitted", "doubted", "released", "recorded");
    }

    private Governor governor() {
        return new Governor(
                new Admitting(),
                audited -> log.append(audited),
                fault -> {
                    events.add("fault " + fault.getMessage());
                    return "F1";
                },
                () -> Instant.EPOCH);
    }

    private Admission admitted() {
        events.add("admitted");
        Database database = new Database("shop", dialect, new Recording(), limits, session);
        return new Admission(database, EMPTY, policy, limits, () -> events.add("released"));
    }

    private final class Admitting implements Admissions {

        @Override
        public Set<String> tools(Caller caller, Set<String> all) {
            return all;
        }

        @Override
        public Admission admit(Caller caller, Ask ask) {
            return admitted();
        }

        @Override
        public Optional<Catalog> known(Caller caller, String database) {
            return Optional.of(EMPTY);
        }

        @Override
        public List<String> names(Caller caller) {
            return List.of("shop", "hr");
        }
    }

    private static final class Denying implements Policy {

        @Override
        public boolean mayCall(Caller caller, String database, String tool) {
            return true;
        }

        @Override
        public Catalog visible(Caller caller, String database, Catalog catalog) {
            return catalog;
        }

        @Override
        public Decision decide(Caller caller, String database, Analysis analysis) {
            return new Decision.Deny(NO, List.of(new Reason.General("rule 1")));
        }
    }

    private final class Analysed implements Analysis {

        @Override
        public StatementKind kind() {
            return StatementKind.READ;
        }

        @Override
        public List<RelationUse> relations() {
            return List.of();
        }

        @Override
        public NavigableMap<RelationName, NavigableSet<String>> columns() {
            return new TreeMap<>();
        }

        @Override
        public Set<String> functions() {
            return Set.of();
        }

        @Override
        public String fingerprint() {
            return "0123456789ab";
        }

        @Override
        public SafeSql guard(Obligations obligations, Purpose purpose) {
            events.add("guarded for " + purpose);
            String text = (purpose instanceof Purpose.Fetch ? "safe" : "plan of") + ": SELECT 1";
            return SafeSql.proven(text, StatementKind.READ, _ -> Place.UNKNOWN, _ -> false);
        }
    }

    private final class Recording implements Engine {

        @Override
        public Rows run(
                SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation) {
            if (!session.isEmpty()) {
                events.add("told " + session.settings());
            }
            events.add("ran " + sql.text());
            return sql.text().startsWith("plan") ? new OneValue() : new NoRows();
        }

        @Override
        public Optional<Rows> readOn(
                OpenResult open,
                SafeSql sql,
                SessionContext session,
                Limits limits,
                Cancellation cancellation) {
            events.add("read on " + open.number());
            return open.number() == 7 ? Optional.of(new NoRows()) : Optional.empty();
        }

        @Override
        public Catalog catalog(boolean fresh) {
            return EMPTY;
        }

        @Override
        public void doubt() {
            events.add("doubted");
        }

        @Override
        public Optional<Catalog> known() {
            return Optional.of(EMPTY);
        }

        @Override
        public void close() {}
    }

    /** A plan of seven letters. */
    private final class OneValue extends NoRows {

        private boolean read;

        @Override
        public boolean next() {
            boolean first = !read;
            read = true;
            return first;
        }

        @Override
        public List<Value> row() {
            return List.of(new Value.Json("a plan."));
        }
    }

    private class NoRows implements Rows {

        @Override
        public List<ResultColumn> columns() {
            return List.of();
        }

        @Override
        public boolean next() {
            return false;
        }

        @Override
        public List<Value> row() {
            return List.of();
        }

        @Override
        public void close() {
            events.add("rows closed");
        }
    }
}
