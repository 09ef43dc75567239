package dev.gatehouse.core;

import dev.gatehouse.core.admission.Admission;
import dev.gatehouse.core.admission.Admissions;
import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Position;
import dev.gatehouse.core.ask.Step;
import dev.gatehouse.core.audit.AuditLog;
import dev.gatehouse.core.audit.FaultLog;
import dev.gatehouse.core.audit.Trail;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Finder;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.cost.Planner;
import dev.gatehouse.core.engine.Database;
import dev.gatehouse.core.engine.Engine;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.policy.Decision;
import dev.gatehouse.core.policy.Verdict;
import dev.gatehouse.core.policy.Verdicts;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.core.sql.StatementKind;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The whole journey of an ask, and the only way to a database. Each line is a step, each step a
 * package. Thread-safe; one call is one ask, answered on the calling thread.
 */
public final class Governor {

    private static final int PLAN_LINES = 2000;

    /**
     * How many answers a statement that is run again for a later part is to yield rows for. The
     * planner is told, and goes by it: without a limit it would sort a whole table to show a page.
     */
    private static final int PAGES_AHEAD = 10;

    private final Admissions admissions;
    private final AuditLog audit;
    private final FaultLog faults;
    private final InstantSource clock;
    private final Verdicts verdicts = new Verdicts();

    public Governor(Admissions admissions, AuditLog audit, FaultLog faults, InstantSource clock) {
        this.admissions = admissions;
        this.audit = audit;
        this.faults = faults;
        this.clock = clock;
    }

    /**
     * Answers an ask, or says why not. Its record is written before this returns.
     *
     * @param cancellation calls the ask off, in the database too
     */
    public Answer answer(Caller caller, Ask ask, Cancellation cancellation) {
        return answer(caller, ask, cancellation, _ -> {});
    }

    /**
     * The same for somebody who wants to know how far it is.
     *
     * @param listener told of each step as it begins, on this thread; must not throw
     */
    public Answer answer(
            Caller caller, Ask ask, Cancellation cancellation, Consumer<Step> listener) {
        Trail trail = Trail.open(audit, faults, clock, caller, ask);
        Consumer<Step> steps = trail.timing(listener);
        trail.on(target(caller, ask));
        steps.accept(Step.WAITING);
        Answer answer;
        try (Admission admission = admissions.admit(caller, ask)) {
            answer =
                    doubting(
                            admission.database().engine(),
                            () ->
                                    switch (ask) {
                                        case Ask.Browse _ -> look(admission);
                                        case Ask.Describe describe -> look(describe, admission);
                                        case Ask.Roster _, Ask.Unfit _ ->
                                                throw new IllegalArgumentException(
                                                        "no ask of a database");
                                        case Ask.Statement statement ->
                                                run(
                                                        caller,
                                                        statement,
                                                        admission,
                                                        trail,
                                                        cancellation,
                                                        steps);
                                    });
        } catch (Refused refused) {
            return trail.refused(refused.refusal());
        } catch (RuntimeException | StackOverflowError fault) {
            return trail.failed(fault);
        }
        return trail.answered(answer);
    }

    /** A table that is not known may have been made since the catalog was read. */
    private static Answer doubting(Engine engine, Supplier<Answer> work) {
        try {
            return work.get();
        } catch (Refused refused) {
            if (refused.refusal().code() == Code.RELATION_UNAVAILABLE) {
                engine.doubt();
            }
            throw refused;
        }
    }

    /**
     * Tells what would become of a query, by the steps that {@link #answer} takes, up to the
     * database. Nothing runs and nothing is recorded.
     *
     * @throws Refused where the journey would end before a decision, or after one in favour
     */
    public Simulation simulate(Caller caller, Ask.Query ask) {
        try (Admission admission = admissions.admit(caller, ask)) {
            Database database = admission.database();
            Analysis analysis = database.dialect().analyse(ask.sql(), admission.catalog());
            Decision decision = admission.policy().decide(caller, database.name(), analysis);
            return switch (decision) {
                case Decision.Permit permit -> {
                    Limits limits = admission.limits().lowest(permit.caps());
                    SafeSql safe = analysis.guard(permit.obligations(), purpose(ask, limits));
                    SessionContext session = database.session().of(caller);
                    yield simulation(analysis, decision, Optional.of(safe), session, limits);
                }
                case Decision.Deny _ ->
                        simulation(
                                analysis,
                                decision,
                                Optional.empty(),
                                SessionContext.EMPTY,
                                admission.limits());
            };
        }
    }

    private static Simulation simulation(
            Analysis analysis,
            Decision decision,
            Optional<SafeSql> sql,
            SessionContext session,
            Limits limits) {
        return new Simulation(
                analysis.relations(), analysis.columns(), decision, sql, session, limits);
    }

    /** The database that is meant: the one that was named, or the caller's default. */
    private String target(Caller caller, Ask ask) {
        return ask.database().isEmpty()
                ? admissions.names(caller).stream().findFirst().orElse("")
                : ask.database();
    }

    /**
     * What is known of a database for a caller, without asking the database or waiting: so that it
     * can be told that something has changed. Nothing of it may be shown, because this leaves no
     * record.
     */
    public Optional<Catalog> known(Caller caller, String database) {
        return admissions.known(caller, database);
    }

    /**
     * The databases that there are for a caller, the default first: for what is offered to it
     * before it asks, which leaves no record.
     */
    public List<String> names(Caller caller) {
        return admissions.names(caller);
    }

    /** Those of all tools that there are for a caller: as {@link #names}, without a record. */
    public Set<String> tools(Caller caller, Set<String> all) {
        return admissions.tools(caller, all);
    }

    /** Tells which databases there are for a caller, and records that. */
    public Answer databases(Caller caller, Ask.Roster ask) {
        Trail trail = Trail.open(audit, faults, clock, caller, ask);
        return trail.answered(new Answer.Names(admissions.names(caller)));
    }

    /** Turns away a call that could not be understood as an ask, and records that. */
    public Answer turnAway(Caller caller, Ask.Unfit call, Refusal refusal) {
        return Trail.open(audit, faults, clock, caller, call).refused(refusal);
    }

    private static Answer look(Admission admission) {
        return new Answer.Sight(admission.database().name(), admission.catalog());
    }

    private static Answer look(Ask.Describe ask, Admission admission) {
        Catalog catalog = admission.catalog();
        Relation relation = Finder.find(catalog, ask.schema(), ask.relation());
        return new Answer.Portrait(
                admission.database().name(), relation, catalog.enumLabels(relation));
    }

    private Answer run(
            Caller caller,
            Ask.Statement ask,
            Admission admission,
            Trail trail,
            Cancellation cancellation,
            Consumer<Step> steps) {
        steps.accept(Step.CHECKING);
        Reader reader = new Reader(admission.database(), caller, cancellation);
        Position from = ask instanceof Ask.Query query ? query.from() : Position.START;
        if (from.open().reaches(from.row(), admission.limits().rows())) {
            Purpose same = new Purpose.Fetch(from.open().rows(), from.open().skipped());
            Verdict verdict = verdict(caller, ask, same, admission, trail);
            steps.accept(Step.RUNNING);
            Optional<Answer> more = reader.readOn(verdict, limits(verdict, admission), from);
            if (more.isPresent()) {
                return more.get();
            }
        }
        Purpose purpose = purpose(ask, admission.limits());
        Verdict verdict = verdict(caller, ask, purpose, admission, trail);
        Limits limits = limits(verdict, admission);
        SessionContext session = admission.database().session().of(caller);
        steps.accept(Step.RUNNING);
        Planner planner = new Planner(admission.database(), session, limits, cancellation);
        planner.check(verdict, admission.catalog());
        return switch (ask) {
            case Ask.Explain _ -> planner.explain(verdict.sql());
            case Ask.Query _ -> reader.read(verdict, limits, purpose);
        };
    }

    private Verdict verdict(
            Caller caller, Ask.Statement ask, Purpose purpose, Admission admission, Trail trail) {
        Verdicts.Question question =
                new Verdicts.Question(
                        caller,
                        admission.database().name(),
                        admission.catalog().edition(),
                        ask.sql(),
                        purpose);
        return verdicts.find(question)
                .map(trail::recalled)
                .orElseGet(() -> verdicts.keep(question, verdict(question, admission, trail)));
    }

    private static Verdict verdict(Verdicts.Question question, Admission admission, Trail trail) {
        Caller caller = question.caller();
        Database database = admission.database();
        Analysis analysis =
                trail.analysed(database.dialect().analyse(question.sql(), admission.catalog()));
        Decision decision =
                trail.decided(admission.policy().decide(caller, database.name(), analysis));
        return switch (decision) {
            case Decision.Permit permit -> {
                Limits limits = admission.limits().lowest(permit.caps());
                Purpose purpose = question.purpose().capped(limits.rows());
                SafeSql safe = analysis.guard(permit.obligations(), purpose);
                yield Verdict.of(
                        analysis, permit, safe, estimate(analysis, permit, purpose, limits));
            }
            case Decision.Deny deny -> throw new Refused(deny.refusal());
        };
    }

    /** The lines of a plan are not rows of data: they have a limit of their own. */
    private static Limits limits(Verdict verdict, Admission admission) {
        Limits limits = admission.limits().lowest(verdict.caps());
        return switch (verdict.sql().kind()) {
            case READ -> limits;
            case EXPLAIN -> limits.withRows(PLAN_LINES);
        };
    }

    private static Purpose purpose(Ask.Statement ask, Limits limits) {
        return switch (ask) {
            case Ask.Query query when query.from().isStart() -> new Purpose.Fetch(fetched(limits));
            case Ask.Query query -> new Purpose.Fetch(ahead(limits), query.from().row());
            case Ask.Explain explain -> new Purpose.Plan(fetched(limits), explain.analyze());
        };
    }

    /** What asks the planner about a statement, where a limit needs that and it is to run. */
    private static Optional<SafeSql> estimate(
            Analysis analysis, Decision.Permit permit, Purpose purpose, Limits limits) {
        boolean runs =
                switch (purpose) {
                    case Purpose.Fetch _ -> analysis.kind() == StatementKind.READ;
                    case Purpose.Plan(int _, boolean analyze) -> analyze;
                    case Purpose.Estimate _ -> false;
                };
        return runs && limits.planning().asksThePlanner()
                ? Optional.of(
                        analysis.guard(permit.obligations(), new Purpose.Estimate(purpose.reach())))
                : Optional.empty();
    }

    /** One row more than the limit is fetched, so that a cut can be told from an end. */
    private static int fetched(Limits limits) {
        return limits.rows() == Integer.MAX_VALUE ? limits.rows() : limits.rows() + 1;
    }

    /** Whoever reads on may do so again: the statement yields the rows of several answers. */
    private static int ahead(Limits limits) {
        return (int) Math.min(1L + (long) PAGES_AHEAD * limits.rows(), Integer.MAX_VALUE);
    }
}
