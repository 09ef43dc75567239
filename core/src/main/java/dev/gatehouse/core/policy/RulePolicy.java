package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.catalog.Routine;
import dev.gatehouse.core.engine.Engine;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.RuleReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policy that is written down: a caller may see what any of its roles shows, row by row and
 * value by value, and nothing else. Thread-safe.
 *
 * <p>Rules are bound to a database when it is first looked at, and again for each new snapshot of
 * it. A rule that cannot be evaluated, there or for a caller, shows nothing.
 */
public final class RulePolicy implements Policy {

    private final Map<String, List<String>> schemas;
    private final Map<String, Role> roles;
    private final Optional<Rules> otherwise;
    private final Function<String, RuleReader> readers;
    private final Function<String, Engine> engines;
    private final Map<String, Bound> bound = new ConcurrentHashMap<>();

    /**
     * @param schemas as in {@link SchemaPolicy}: what lies outside does not exist, whatever the
     *     rules say
     * @param roles each name once
     * @param otherwise for a caller none of whose roles says anything of a database
     * @param readers the SQL of the database of a name
     * @param engines the database of a name, which is asked about each expression before it is used
     */
    public RulePolicy(
            Map<String, List<String>> schemas,
            List<Role> roles,
            Optional<Rules> otherwise,
            Function<String, RuleReader> readers,
            Function<String, Engine> engines) {
        this.schemas = Map.copyOf(schemas);
        this.roles = roles.stream().collect(Collectors.toUnmodifiableMap(Role::name, r -> r));
        this.otherwise = otherwise;
        this.readers = readers;
        this.engines = engines;
        checkNames();
    }

    /** Policies are told apart by their names. */
    private void checkNames() {
        List<Rules> all =
                Stream.concat(this.roles.values().stream().map(Role::rules), otherwise.stream())
                        .distinct()
                        .toList();
        if (all.stream().map(Rules::name).distinct().count() < all.size()) {
            throw new IllegalArgumentException("two policies have the same name");
        }
    }

    /** A policy that a caller has, and the role that gives it; "" for the default. */
    private record Held(String role, Rules rules) {}

    /** What a held policy shows of a relation, with the role that gives it. */
    private record HeldGrant(String role, Grant grant) {}

    /** The policies of one snapshot of one database, each bound when it is first needed. */
    private record Bound(
            Catalog whole,
            Catalog catalog,
            Set<String> schemas,
            RuleReader reader,
            Trial trial,
            Map<String, BoundRules> byName) {

        Relation seen(Relation relation, List<Grant> grants, Set<String> hiddenSchemas) {
            return Sight.of(relation, grants, reader, hiddenSchemas);
        }

        BoundRules rules(Rules rules) {
            BoundRules known = byName.get(rules.name());
            if (known == null) {
                known = BoundRules.of(rules, reader, trial, schemas, catalog);
                byName.put(rules.name(), known);
            }
            return known;
        }
    }

    @Override
    public Catalog visible(Caller caller, String database, Catalog catalog) {
        Bound current = bound(database, catalog);
        List<Held> held = held(caller, database);
        Map<RelationName, List<Grant>> granted = new HashMap<>();
        for (Relation relation : current.catalog().relations()) {
            List<Grant> grants =
                    grants(current, held, relation.name()).map(HeldGrant::grant).toList();
            if (!grants.isEmpty()) {
                granted.put(relation.name(), grants);
            }
        }
        List<Routine> callable = functions(current, held);
        Set<String> known =
                Stream.concat(granted.keySet().stream(), callable.stream().map(Routine::name))
                        .map(RelationName::schema)
                        .filter(current.schemas()::contains)
                        .collect(Collectors.toSet());
        Set<String> hidden = new HashSet<>(current.whole().schemas());
        hidden.removeAll(known);
        Catalog narrowed =
                current.catalog()
                        .narrowed(
                                known::contains,
                                relation ->
                                        Optional.ofNullable(granted.get(relation.name()))
                                                .map(it -> current.seen(relation, it, hidden)));
        return narrowed.with(narrowed.routines().withFunctions(callable));
    }

    /** The functions that some role lets the caller call. */
    private static List<Routine> functions(Bound bound, List<Held> held) {
        return held.stream()
                .flatMap(each -> bound.rules(each.rules()).functions().stream())
                .distinct()
                .toList();
    }

    @Override
    public Decision decide(Caller caller, String database, Analysis analysis) {
        Map<String, Attribute> attributes = caller.attributes();
        Set<RelationName> names =
                analysis.relations().stream()
                        .map(use -> use.relation().name())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Ruling> rulings =
                names.stream()
                        .map(name -> ruling(caller, database, attributes.keySet(), name))
                        .toList();
        List<Reason> reasons = rulings.stream().flatMap(it -> it.reasons().stream()).toList();
        for (Ruling ruling : rulings) {
            if (ruling.access().isEmpty()) {
                return new Decision.Deny(refusal(ruling), reasons);
            }
        }
        List<Access> accesses = rulings.stream().flatMap(it -> it.access().stream()).toList();
        return new Decision.Permit(
                new Obligations(accesses, attributes), lowestCaps(rulings), reasons);
    }

    /** What the rules say of one relation; without an access it may not be read. */
    private record Ruling(
            RelationName relation,
            List<Reason> reasons,
            Set<String> missing,
            Optional<Access> access,
            Limits caps) {}

    private Ruling ruling(
            Caller caller, String database, Set<String> attributes, RelationName name) {
        Bound current = bound.get(database);
        Optional<Relation> relation =
                Optional.ofNullable(current).flatMap(it -> it.catalog().relation(name));
        if (current == null || relation.isEmpty()) {
            return new Ruling(name, List.of(), Set.of(), Optional.empty(), Limits.NONE);
        }
        List<Reason> reasons = new ArrayList<>();
        List<Grant> met = new ArrayList<>();
        Set<String> missing = new TreeSet<>();
        for (HeldGrant held : grants(current, held(caller, database), name).toList()) {
            Set<String> lacking = held.grant().needs();
            lacking.removeAll(attributes);
            missing.addAll(lacking);
            if (lacking.isEmpty()) {
                met.add(held.grant());
                reasons.add(new Reason.Shown(held.role(), held.grant()));
            } else {
                reasons.add(new Reason.Unmet(held.role(), held.grant(), lacking));
            }
        }
        Optional<Access> access =
                met.isEmpty() ? Optional.empty() : Optional.of(Union.of(relation.get(), met));
        return new Ruling(name, reasons, missing, access, highestCaps(met));
    }

    /** The union of what roles permit: no limit where one of them has none. */
    private static Limits highestCaps(List<Grant> grants) {
        return grants.stream().map(Grant::caps).reduce(Limits::highest).orElse(Limits.NONE);
    }

    private static Limits lowestCaps(List<Ruling> rulings) {
        return rulings.stream().map(Ruling::caps).reduce(Limits.NONE, Limits::lowest);
    }

    private static Refusal refusal(Ruling ruling) {
        String table = "the table `" + ruling.relation() + "`";
        return ruling.missing().isEmpty()
                ? new Refusal(
                        Code.RELATION_UNAVAILABLE,
                        table + " is not available",
                        "list_tables tells which tables are available")
                : new Refusal(
                        Code.RULE_UNMET,
                        table + " is shown by a rule that needs " + Reason.needs(ruling.missing()),
                        "Nothing of the kind is known of this caller; whoever runs Gatehouse can"
                                + " change that");
    }

    /**
     * What is wrong with the rules, as far as a database's catalog shows: names that it does not
     * have, texts that cannot be read, masks that do not fit.
     */
    public List<RuleProblem> problems(String database, Catalog catalog) {
        Bound current = bound(database, catalog);
        return everyRules(database)
                .flatMap(rules -> current.rules(rules).problems().stream())
                .toList();
    }

    /** Whether somebody may have the policy of this name on a database. */
    public boolean holds(String policy, String database) {
        return everyRules(database).anyMatch(rules -> rules.name().equals(policy));
    }

    /** Whether anybody may have any policy on a database. */
    public boolean isUsedOn(String database) {
        return everyRules(database).findAny().isPresent();
    }

    /** Every policy that somebody may have on a database, each once. */
    private Stream<Rules> everyRules(String database) {
        return Stream.concat(
                        roles.values().stream()
                                .filter(role -> role.mayUse(database))
                                .map(Role::rules),
                        otherwise.stream())
                .distinct();
    }

    /** Whether a caller has any policy on a database; without one it does not exist for it. */
    @Override
    public boolean mayUse(Caller caller, String database) {
        return !held(caller, database).isEmpty();
    }

    /** With one of its roles there; whoever has none but the policy for everybody has all tools. */
    @Override
    public boolean mayCall(Caller caller, String database, String tool) {
        List<Role> there = usable(caller, database).toList();
        return there.isEmpty() || there.stream().anyMatch(role -> role.mayCall(tool));
    }

    /** For each limit the highest that one of the caller's roles there has. */
    @Override
    public Limits limits(Caller caller, String database) {
        return usable(caller, database)
                .map(role -> role.limits().lowest(pace(role.rules())))
                .reduce(Limits::highest)
                .or(() -> otherwise.map(RulePolicy::pace))
                .orElse(Limits.NONE);
    }

    /** How much a caller may ask is known before what it asks, unlike the other caps. */
    private static Limits pace(Rules rules) {
        return Limits.NONE.withPace(rules.caps().pace());
    }

    /** As with other limits, none holds where one of the caller's roles there has none. */
    @Override
    public SequencedMap<String, Rate> totals(Caller caller, String database) {
        SequencedMap<String, Rate> totals = new LinkedHashMap<>();
        usable(caller, database).forEach(role -> totals.put(role.name(), role.total()));
        return totals.containsValue(Rate.NONE) ? Collections.emptySortedMap() : totals;
    }

    private Stream<Role> usable(Caller caller, String database) {
        return caller.roles().stream()
                .flatMap(name -> Optional.ofNullable(roles.get(name)).stream())
                .filter(role -> role.mayUse(database));
    }

    private List<Held> held(Caller caller, String database) {
        List<Held> held =
                usable(caller, database).map(role -> new Held(role.name(), role.rules())).toList();
        return held.isEmpty()
                ? otherwise.stream().map(rules -> new Held("", rules)).toList()
                : held;
    }

    private static Stream<HeldGrant> grants(Bound bound, List<Held> held, RelationName relation) {
        return held.stream()
                .flatMap(
                        each ->
                                bound.rules(each.rules()).grant(relation).stream()
                                        .map(grant -> new HeldGrant(each.role(), grant)));
    }

    /** The policies as bound to a snapshot; the last one is kept. */
    private Bound bound(String database, Catalog whole) {
        Bound known = bound.get(database);
        if (known != null && isOf(known, whole)) {
            return known;
        }
        List<String> listed = schemas.getOrDefault(database, List.of());
        Catalog pathed = listed.isEmpty() ? whole : whole.withSearchPath(listed);
        Set<String> inside = Set.copyOf(listed.isEmpty() ? whole.schemas() : listed);
        RuleReader reader = readers.apply(database);
        Trial trial = new Trial(reader, engines.apply(database));
        Bound fresh = new Bound(whole, pathed, inside, reader, trial, new ConcurrentHashMap<>());
        bound.put(database, fresh);
        return fresh;
    }

    /** A snapshot is the same only if it is the very same. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isOf(Bound bound, Catalog whole) {
        return bound.whole() == whole;
    }
}
