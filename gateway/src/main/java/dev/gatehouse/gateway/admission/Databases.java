package dev.gatehouse.gateway.admission;

import dev.gatehouse.core.admission.Admission;
import dev.gatehouse.core.admission.Admissions;
import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Pace;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.engine.Database;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The databases that are served, in order; the first that a caller may use is its default. */
public final class Databases implements Admissions {

    private static final int MOST_NAMES = 50;

    private final List<Served> served;
    private final Quotas quotas;
    private final PermittedTools tools = new PermittedTools();
    private final Function<Caller, Policy> policies;
    private final Map<String, Set<String>> toolsOfMethods;

    private record Served(Database database, Room room, Rate total, VisibleCatalogs visible) {
        String name() {
            return database.name();
        }
    }

    /**
     * A database, and how much may be asked of it.
     *
     * @param capacity at a time
     * @param total by all callers together
     */
    public record Offer(Database database, Capacity capacity, Rate total) {}

    /**
     * @param offers the databases in order, each name once
     * @param policies the policy that is in force for a caller just now, where a database that it
     *     may not use does not exist; throws {@link Refused} for one of whom too old a thing is
     *     known
     * @param quotas what callers have asked lately
     * @param toolsOfMethods the tools that a caller must have on a database of which it asks
     *     without one, by the method that asks
     */
    public Databases(
            List<Offer> offers,
            Function<Caller, Policy> policies,
            Quotas quotas,
            Map<String, Set<String>> toolsOfMethods) {
        this.quotas = quotas;
        this.toolsOfMethods = Map.copyOf(toolsOfMethods);
        this.served = offers.stream().map(Databases::serve).toList();
        this.policies = policies;
        if (served.stream().map(Served::name).distinct().count() < served.size()) {
            throw new IllegalArgumentException("two databases have the same name");
        }
    }

    /** The same with quotas that begin anew with each start. */
    Databases(List<Offer> offers, Function<Caller, Policy> policies) {
        this(offers, policies, Quotas.forgetful(InstantSource.system()), Map.of());
    }

    private static Served serve(Offer offer) {
        return new Served(
                offer.database(),
                new Room(offer.capacity()),
                offer.total(),
                new VisibleCatalogs(offer.database().name()));
    }

    /** How many asks run and wait just now, by the names of the databases. */
    public Map<String, Crowd> crowds() {
        return served.stream().collect(Collectors.toMap(Served::name, it -> it.room().crowd()));
    }

    @Override
    public List<String> names(Caller caller) {
        try {
            return names(caller, policies.apply(caller));
        } catch (Refused changing) {
            return List.of();
        }
    }

    private List<String> names(Caller caller, Policy policy) {
        return served.stream()
                .map(Served::name)
                .filter(name -> mayUse(caller, policy, name))
                .toList();
    }

    private static boolean mayUse(Caller caller, Policy policy, String database) {
        return caller.confines().hasDatabase(database) && policy.mayUse(caller, database);
    }

    @Override
    public Set<String> tools(Caller caller, Set<String> all) {
        try {
            Policy policy = policies.apply(caller);
            return tools.of(
                    caller,
                    policy,
                    all,
                    tool ->
                            names(caller, policy).stream()
                                    .anyMatch(name -> mayCall(caller, policy, name, tool)));
        } catch (Refused changing) {
            return Set.of();
        }
    }

    private static boolean mayCall(Caller caller, Policy policy, String database, String tool) {
        return caller.confines().hasTool(tool) && policy.mayCall(caller, database, tool);
    }

    /** To whoever may not be told by a tool, there is no database to be told of without one. */
    private void checkTool(Caller caller, Policy policy, String database, Ask ask) {
        String tool = ask.origin().tool();
        Set<String> same = toolsOfMethods.getOrDefault(tool, Set.of());
        if (!same.stream().allMatch(each -> mayCall(caller, policy, database, each))) {
            throw unknown(caller);
        }
        boolean named = !tool.isEmpty() && tool.indexOf('/') < 0 && tool.indexOf(' ') < 0;
        if (named && !mayCall(caller, policy, database, tool)) {
            throw new Refused(
                    Code.TOOL_UNKNOWN,
                    "The tool `" + tool + "` is not available on this database",
                    "The operator can allow it: tools, of the caller's role, or of its key");
        }
    }

    @Override
    public Optional<Catalog> known(Caller caller, String database) {
        return served.stream()
                .filter(each -> each.name().equals(database))
                .findFirst()
                .flatMap(each -> known(caller, each));
    }

    /** A policy may want to try its expressions on a database that is away just now. */
    private Optional<Catalog> known(Caller caller, Served served) {
        try {
            Policy policy = policies.apply(caller);
            return Optional.of(served)
                    .filter(each -> mayUse(caller, policy, each.name()))
                    .flatMap(each -> each.database().engine().known())
                    .map(whole -> served.visible().of(caller, policy, whole));
        } catch (Refused away) {
            return Optional.empty();
        }
    }

    @Override
    public Admission admit(Caller caller, Ask ask) {
        Policy first = policies.apply(caller);
        Served target = find(caller, first, ask.database());
        checkTool(caller, first, target.name(), ask);
        Limits atFirst = limits(caller, ask, target, first);
        checkLength(ask, atFirst);
        checkAnalyze(ask, atFirst);
        if (ask instanceof Ask.Statement) {
            quotas.take(caller, target.name(), allowance(caller, target, first, atFirst));
        }
        Runnable release = target.room().enter(caller.id(), atFirst.concurrent());
        try {
            Catalog whole = target.database().engine().catalog(fresh(ask));
            Policy policy = policies.apply(caller);
            // Another may have taken the place of the first while this waited.
            find(caller, policy, target.name());
            checkTool(caller, policy, target.name(), ask);
            Catalog sight = target.visible().of(caller, policy, whole);
            Limits limits = limits(caller, ask, target, policy);
            checkAnalyze(ask, limits);
            return new Admission(target.database(), sight, policy, limits, release);
        } catch (Throwable e) {
            release.run();
            throw e;
        }
    }

    private Served find(Caller caller, Policy policy, String name) {
        for (Served each : served) {
            boolean meant = name.isEmpty() || each.name().equals(name);
            if (meant && mayUse(caller, policy, each.name())) {
                return each;
            }
        }
        throw unknown(caller);
    }

    private Refused unknown(Caller caller) {
        List<String> names = names(caller);
        String listed = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return new Refused(
                Code.DATABASE_UNKNOWN,
                "There is no such database",
                names.isEmpty() ? "No database may be used by this caller" : "There is: " + listed);
    }

    private static Limits limits(Caller caller, Ask ask, Served target, Policy policy) {
        Limits most =
                target.database()
                        .limits()
                        .lowest(policy.limits(caller, target.name()))
                        .lowest(Limits.NONE.withPace(Pace.of(caller.confines().rate())));
        return switch (ask) {
            case Ask.Query query -> most.lowest(query.wanted());
            case Ask.Explain _, Ask.Browse _, Ask.Describe _, Ask.Roster _, Ask.Unfit _ -> most;
        };
    }

    private static Allowance allowance(Caller caller, Served target, Policy policy, Limits limits) {
        return new Allowance(
                limits.pace().rate(), policy.totals(caller, target.name()), target.total());
    }

    private static boolean fresh(Ask ask) {
        return switch (ask) {
            case Ask.Browse browse -> browse.fresh();
            case Ask.Statement _, Ask.Describe _, Ask.Roster _, Ask.Unfit _ -> false;
        };
    }

    private static void checkLength(Ask ask, Limits limits) {
        if (ask instanceof Ask.Statement statement
                && isLonger(statement.sql(), limits.textBytes())) {
            throw new Refused(
                    Code.STATEMENT_TOO_LARGE,
                    "The statement is longer than " + limits.textBytes() + " bytes",
                    "Ask for less at a time");
        }
    }

    private static void checkAnalyze(Ask ask, Limits limits) {
        if (ask instanceof Ask.Explain explain
                && explain.analyze()
                && !limits.planning().analyze()) {
            throw new Refused(
                    Code.ANALYZE_REFUSED,
                    "Statements are not run to be explained here",
                    "Leave analyze out to see the plan. The operator can allow it: explain_analyze,"
                            + " of the database and of the caller's role");
        }
    }

    /** No character is shorter than a byte, so most texts that are too long need no counting. */
    private static boolean isLonger(String text, int bytes) {
        return text.length() > bytes || text.getBytes(StandardCharsets.UTF_8).length > bytes;
    }
}
