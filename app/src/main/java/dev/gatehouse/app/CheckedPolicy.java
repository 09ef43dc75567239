package dev.gatehouse.app;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.engine.Engine;
import dev.gatehouse.core.policy.Decision;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.RulePolicy;
import dev.gatehouse.core.policy.RuleProblem;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.gateway.settings.AccessProblems;
import dev.gatehouse.gateway.settings.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies of one settings file, held against each database once: when somebody waits for that,
 * or else when the database is first looked at. Thread-safe.
 */
final class CheckedPolicy implements Policy {

    /** How long the start, or an exchange of policies, waits for the databases. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MOST_PROBLEMS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(CheckedPolicy.class);

    private final RulePolicy rules;
    private final AccessProblems words;
    private final Map<String, ? extends Engine> databases;
    private final Map<String, List<RuleProblem>> found = new ConcurrentHashMap<>();
    private final Set<String> underCheck = ConcurrentHashMap.newKeySet();
    private final Set<Problem> told = new HashSet<>();
    private boolean awaited;

    /**
     * @param words says where what is wrong stands
     * @param databases all of them, in order
     */
    CheckedPolicy(RulePolicy rules, AccessProblems words, Map<String, ? extends Engine> databases) {
        this.rules = rules;
        this.words = words;
        this.databases = databases;
    }

    /**
     * What came of holding policies against databases.
     *
     * @param problems in the order of their places
     * @param unasked the databases that could not be asked in time
     */
    record Outcome(List<Problem> problems, List<String> unasked) {}

    /**
     * Asks all databases at once, and waits no longer than the patience. What those say that take
     * longer is logged when they do.
     *
     * @param fresh whether the catalogs must be read now
     */
    Outcome check(boolean fresh, Duration patience) throws InterruptedException {
        List<String> asked = databases.keySet().stream().filter(rules::isUsedOn).toList();
        CountDownLatch answers = new CountDownLatch(asked.size());
        setAwaited(true);
        for (String database : asked) {
            Thread.ofVirtual().name("policies").start(() -> ask(database, fresh, answers));
        }
        boolean _ = answers.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        return outcome(asked);
    }

    private void ask(String database, boolean fresh, CountDownLatch answers) {
        try {
            Engine engine = Optional.ofNullable(databases.get(database)).orElseThrow();
            met(database, engine.catalog(fresh));
        } catch (Refused away) {
            // It is found among those that could not be asked.
        } finally {
            answers.countDown();
        }
    }

    private synchronized Outcome outcome(List<String> asked) {
        awaited = false;
        List<Problem> problems = List.copyOf(problems());
        told.addAll(problems);
        return new Outcome(
                problems.size() > MOST_PROBLEMS ? some(problems) : problems,
                asked.stream().filter(name -> !found.containsKey(name)).toList());
    }

    private static List<Problem> some(List<Problem> all) {
        List<Problem> some = new ArrayList<>(all.subList(0, MOST_PROBLEMS));
        some.add(SettingsOption.error("there are more problems than the 100 above"));
        return some;
    }

    private synchronized void setAwaited(boolean now) {
        awaited = now;
    }

    /** A database is there: its policies are checked, unless they were before. */
    void met(String database, Catalog catalog) {
        if (found.containsKey(database) || !underCheck.add(database)) {
            return;
        }
        try {
            found.put(database, rules.problems(database, catalog));
            tell();
        } catch (Refused away) {
            // The next who looks tries again.
        } finally {
            underCheck.remove(database);
        }
    }

    /** Logs what nobody waits for. */
    private synchronized void tell() {
        if (!awaited) {
            problems().stream()
                    .filter(told::add)
                    .limit(MOST_PROBLEMS)
                    .forEach(problem -> LOG.error("{}", problem));
        }
    }

    private SortedSet<Problem> problems() {
        SortedSet<Problem> problems = new TreeSet<>();
        for (String database : databases.keySet()) {
            for (RuleProblem problem : found.getOrDefault(database, List.of())) {
                boolean anywhere = problem.isAbsence() || databases.size() == 1;
                if (!problem.isAbsence() || isAbsentEverywhere(problem)) {
                    problems.add(words.of(problem, anywhere ? "" : database));
                }
            }
        }
        return problems;
    }

    /** A policy for several databases names tables of which each has only some. */
    private boolean isAbsentEverywhere(RuleProblem problem) {
        return databases.keySet().stream()
                .filter(database -> rules.holds(problem.policy(), database))
                .allMatch(
                        database ->
                                found.getOrDefault(database, List.of()).stream()
                                        .anyMatch(problem::isAboutTheSameAs));
    }

    @Override
    public boolean mayUse(Caller caller, String database) {
        return rules.mayUse(caller, database);
    }

    @Override
    public boolean mayCall(Caller caller, String database, String tool) {
        return rules.mayCall(caller, database, tool);
    }

    @Override
    public Limits limits(Caller caller, String database) {
        return rules.limits(caller, database);
    }

    @Override
    public SequencedMap<String, Rate> totals(Caller caller, String database) {
        return rules.totals(caller, database);
    }

    @Override
    public Catalog visible(Caller caller, String database, Catalog catalog) {
        met(database, catalog);
        return rules.visible(caller, database, catalog);
    }

    @Override
    public Decision decide(Caller caller, String database, Analysis analysis) {
        return rules.decide(caller, database, analysis);
    }
}
