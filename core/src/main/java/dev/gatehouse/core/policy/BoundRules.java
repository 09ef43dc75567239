package dev.gatehouse.core.policy;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Finder;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.catalog.Routine;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Nearest;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Display;
import dev.gatehouse.core.sql.Mask;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.RuleReader;
import dev.gatehouse.core.sql.ShownColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One policy, bound to one snapshot of one database: what it shows of each relation, and what of it
 * cannot be evaluated there. Immutable once built.
 */
final class BoundRules {

    /** What says nothing of a text: that it could not be read or tried just now. */
    private static final Set<Code> PASSING =
            Set.of(
                    Code.BUSY,
                    Code.CANCELLED,
                    Code.TIMEOUT,
                    Code.DATABASE_UNAVAILABLE,
                    Code.DATABASE_UNSUITABLE);

    /** The most names that one message lists. */
    private static final int MOST_NAMES = 10;

    private static final RulePart FILTER = RulePart.value("row_filter");

    private final Rules rules;
    private final RuleReader reader;
    private final Trial trial;
    private final Catalog catalog;
    private final RuleBook book;
    private final AllowedFunctions functions;
    private final Map<RelationName, Grant> grants = new HashMap<>();
    private final List<RuleProblem> problems = new ArrayList<>();

    /** Tables of which some part or child is not shown as it is; a plan would tell of it. */
    private final Set<RelationName> partlyHidden = new HashSet<>();

    private BoundRules(Rules rules, RuleReader reader, Trial trial, Catalog catalog) {
        this.rules = rules;
        this.reader = reader;
        this.trial = trial;
        this.functions = AllowedFunctions.of(rules, catalog);
        this.catalog = catalog.with(catalog.routines().withFunctions(functions.functions()));
        this.book = new RuleBook(rules, catalog);
        problems.addAll(functions.problems());
    }

    /**
     * Binds a policy.
     *
     * @param schemas those that exist at all
     * @param catalog the whole of the database, with the search path that callers have
     * @throws Refused when no text can be read or tried at present, which says nothing of the
     *     policy
     */
    static BoundRules of(
            Rules rules, RuleReader reader, Trial trial, Set<String> schemas, Catalog catalog) {
        BoundRules bound = new BoundRules(rules, reader, trial, catalog);
        List<Relation> known =
                catalog.relations().stream()
                        .filter(relation -> schemas.contains(relation.name().schema()))
                        .toList();
        known.stream().filter(each -> each.reads().isEmpty()).forEach(bound::bind);
        known.stream().filter(each -> !each.reads().isEmpty()).forEach(bound::bindView);
        catalog.relations().forEach(bound::noteHidden);
        bound.checkPatterns();
        return bound;
    }

    /** What is shown of a relation; empty: nothing, as if it did not exist. */
    Optional<Grant> grant(RelationName relation) {
        return Optional.ofNullable(grants.get(relation))
                .map(grant -> partlyHidden.contains(relation) ? grant.asOpaque() : grant);
    }

    /** The functions of users that may be called, all those of each name. */
    List<Routine> functions() {
        return functions.functions();
    }

    List<RuleProblem> problems() {
        return List.copyOf(problems);
    }

    private void bind(Relation relation) {
        if (book.isAllowed(relation) && !book.isDenied(relation)) {
            grant(relation, false).ifPresent(grant -> grants.put(relation.name(), grant));
        }
    }

    private void noteHidden(Relation relation) {
        Grant grant = grants.get(relation.name());
        if (grant == null || !grant.isOpen()) {
            relation.ancestors().forEach(partlyHidden::addAll);
        }
    }

    /** A view shows what it reads, so it exists where all of that is open, or where it is named. */
    private void bindView(Relation view) {
        boolean open = view.reads().stream().allMatch(this::isOpen);
        if (book.isAllowed(view) && !book.isDenied(view) && (open || book.isNamed(view))) {
            grant(view, !open).ifPresent(grant -> grants.put(view.name(), grant));
        }
    }

    private boolean isOpen(RelationName read) {
        Optional<Relation> relation = catalog.relation(read);
        if (relation.map(Relation::kind).filter(kind -> kind == RelationKind.VIEW).isPresent()) {
            return !book.isDenied(relation.get()) && book.rulesOf(relation.get()).isEmpty();
        }
        Grant grant = grants.get(read);
        return grant == null ? relation.filter(this::isOpenSnapshot).isPresent() : grant.isOpen();
    }

    /** A materialized view that another view reads may come later in the order. */
    private boolean isOpenSnapshot(Relation relation) {
        return relation.kind() == RelationKind.MATERIALIZED_VIEW
                && book.isAllowed(relation)
                && !book.isDenied(relation)
                && book.rulesOf(relation).isEmpty();
    }

    private Optional<Grant> grant(Relation relation, boolean closed) {
        boolean opaque = closed || relation.veiled();
        Set<TableRule> found = book.rulesOf(relation);
        if (found.isEmpty()) {
            return Optional.of(Grant.whole(rules, relation, opaque));
        }
        TableRule rule = found.iterator().next();
        if (found.size() > 1) {
            keep(List.of(problem(rule, RulePart.value("tables"), contradiction(relation, found))));
            return Optional.empty();
        }
        OneTable table = new OneTable(relation, rule);
        Grant grant = table.grant(opaque);
        keep(table.problems);
        boolean shown = table.problems.isEmpty() && !grant.columns().isEmpty();
        return shown ? Optional.of(grant) : Optional.empty();
    }

    /** One rule, bound to one of the relations that it is for. */
    private final class OneTable {

        private final Relation relation;
        private final TableRule rule;
        private final List<RuleProblem> problems = new ArrayList<>();

        OneTable(Relation relation, TableRule rule) {
            this.relation = relation;
            this.rule = rule;
        }

        private void problem(RulePart part, Refusal refusal) {
            problems.add(BoundRules.this.problem(rule, part, refusal));
        }

        Grant grant(boolean opaque) {
            checkColumns();
            List<ShownColumn> columns = new ArrayList<>();
            Map<String, String> masks = new TreeMap<>();
            List<String> hidden = new ArrayList<>();
            for (Column column : relation.columns()) {
                Mask mask = rule.masks().get(column.name());
                if (!rule.shows(column.name()) || tellsOfOthers(column)) {
                    hidden.add(column.name());
                } else if (mask == null) {
                    columns.add(shown(column, new Display.Plain()));
                } else {
                    masks.put(column.name(), mask.words());
                    masked(column, mask).ifPresent(display -> columns.add(shown(column, display)));
                }
            }
            return new Grant(
                    rules.name(),
                    relation.name(),
                    Optional.of(rule),
                    columns,
                    masks,
                    hidden,
                    rule.filter().flatMap(text -> read(FILTER, text, trial::ofFilter)),
                    rules.caps(),
                    opaque);
        }

        /** What is computed from a column that is not shown as it is would show it. */
        private boolean tellsOfOthers(Column column) {
            return column.generated()
                    && !rule.names(column.name())
                    && relation.columnNames().stream()
                            .filter(name -> !rule.showsPlain(name))
                            .anyMatch(name -> Sight.mentions(column.defaultExpression(), name));
        }

        private static ShownColumn shown(Column column, Display display) {
            return new ShownColumn(column.name(), column.type(), display);
        }

        private Optional<Display> masked(Column column, Mask mask) {
            RulePart part = RulePart.valueOf("mask_columns", column.name());
            return switch (mask) {
                case Mask.Sql(String text) ->
                        read(part, text, it -> trial.of(it, column.type()))
                                .map(Display.Computed::new);
                case Mask.BuiltIn builtIn -> {
                    try {
                        reader.masked(builtIn, column.type());
                        yield Optional.of(new Display.Masked(builtIn));
                    } catch (Refused refused) {
                        problem(part, refused.refusal());
                        yield Optional.empty();
                    }
                }
            };
        }

        private Optional<PolicyExpression> read(
                RulePart part, String text, Function<PolicyExpression, Optional<Refusal>> check) {
            try {
                PolicyExpression expression = reader.read(text, relation, catalog);
                Optional<Refusal> objection = check.apply(expression);
                objection.ifPresent(refusal -> problem(part, refusal));
                return objection.isPresent() ? Optional.empty() : Optional.of(expression);
            } catch (Refused refused) {
                if (PASSING.contains(refused.refusal().code())) {
                    throw refused;
                }
                problem(part, refused.refusal());
                return Optional.empty();
            }
        }

        /** Where a rule is for many tables, not all of them have all of its columns. */
        private void checkColumns() {
            if (rule.tables().isNamed()) {
                checkColumns("allow_columns", rule.allowedColumns().orElse(Set.of()));
                checkColumns("deny_columns", rule.deniedColumns());
                checkColumns("mask_columns", rule.masks().keySet());
            }
        }

        private void checkColumns(String setting, Set<String> names) {
            Set<String> unknown = new TreeSet<>(names);
            unknown.removeAll(relation.columnNames());
            unknown.forEach(
                    name -> problem(RulePart.column(setting, name), unknownColumn(relation, name)));
        }
    }

    private static Refusal unknownColumn(Relation relation, String name) {
        return new Refusal(
                Code.COLUMN_UNAVAILABLE,
                "`" + relation.name() + "` has no column `" + name + "`",
                Nearest.to(name, relation.columnNames())
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("It has " + String.join(", ", relation.columnNames())));
    }

    private static Refusal contradiction(Relation relation, Set<TableRule> found) {
        String names =
                found.stream()
                        .map(rule -> rule.tables().toString())
                        .sorted()
                        .collect(Collectors.joining(" and "));
        return new Refusal(
                Code.RELATION_UNAVAILABLE,
                "`" + relation.name() + "` inherits from " + names + ", which have different rules",
                "Write a rule for `" + relation.name() + "` itself");
    }

    private void checkPatterns() {
        check("allow_tables", rules.allowed().orElse(List.of()));
        check("deny_tables", rules.denied());
        for (TableRule rule : rules.tables()) {
            missing(rule.tables())
                    .ifPresent(
                            refusal ->
                                    keep(
                                            List.of(
                                                    problem(
                                                            rule,
                                                            RulePart.tables("tables"),
                                                            refusal))));
        }
    }

    private void check(String setting, List<TablePattern> patterns) {
        for (TablePattern pattern : patterns) {
            missing(pattern)
                    .ifPresent(
                            refusal ->
                                    problems.add(
                                            new RuleProblem(
                                                    rules.name(),
                                                    pattern,
                                                    RulePart.tables(setting),
                                                    "",
                                                    refusal)));
        }
    }

    private Optional<Refusal> missing(TablePattern pattern) {
        boolean means = catalog.relations().stream().anyMatch(it -> pattern.matches(it.name()));
        boolean everything = pattern.schema().isEmpty() && pattern.name().isEmpty();
        if (means || everything) {
            return Optional.empty();
        }
        String schema = pattern.schema().orElse("");
        String help =
                pattern.name().isPresent()
                        ? Finder.meant(catalog, schema, pattern.name().get()).orElse(all(schema))
                        : Nearest.to(schema, catalog.schemas())
                                .map(near -> "Did you mean " + near + ".*?")
                                .orElse("There is " + String.join(", ", catalog.schemas()));
        return Optional.of(
                new Refusal(
                        Code.RELATION_UNAVAILABLE, "there is no table `" + pattern + "`", help));
    }

    private String all(String schema) {
        List<String> names =
                catalog.relations().stream()
                        .map(Relation::name)
                        .filter(name -> schema.isEmpty() || name.schema().equals(schema))
                        .map(RelationName::toString)
                        .toList();
        String some = String.join(", ", names.stream().limit(MOST_NAMES).toList());
        return names.isEmpty()
                ? "There is no table in " + (schema.isEmpty() ? "sight" : schema)
                : "There is " + some + (names.size() > MOST_NAMES ? ", and more" : "");
    }

    private RuleProblem problem(TableRule rule, RulePart part, Refusal refusal) {
        return new RuleProblem(rules.name(), rule.tables(), part, rule.source(), refusal);
    }

    /** Tells a problem once, however many tables have it. */
    private void keep(List<RuleProblem> found) {
        found.stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
    }
}
