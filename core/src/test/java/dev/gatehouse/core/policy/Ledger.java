package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Index;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.sql.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A database that a test puts together, in the schemas {@code books} and {@code closed}. */
final class Ledger {

    static final String DATABASE = "shop";
    static final String ROLE = "r";
    static final Caller CALLER = new Caller("local:ann", List.of(ROLE), Map.of(), Confines.ALL);

    private final List<Relation> relations = new ArrayList<>();

    static RelationName name(String name) {
        return new RelationName("books", name);
    }

    /** A table in {@code books}. */
    Ledger table(String name, Column... columns) {
        return add(name(name), RelationKind.TABLE, List.of(columns), List.of(), Set.of());
    }

    /** A table in {@code books} with a column {@code id} and these indexes. */
    Ledger indexed(String name, Column column, String... indexes) {
        List<Index> all = Arrays.stream(indexes).map(each -> new Index(each, false, each)).toList();
        return add(name(name), RelationKind.TABLE, List.of(column), all, Set.of());
    }

    /** A table outside of {@code books}. */
    Ledger closed(String name) {
        RelationName closed = new RelationName("closed", name);
        return add(closed, RelationKind.TABLE, List.of(column("id")), List.of(), Set.of());
    }

    /** A view or materialized view that reads these relations of {@code books}. */
    Ledger view(String name, RelationKind kind, String... reads) {
        Set<RelationName> read = Set.copyOf(Arrays.stream(reads).map(Ledger::name).toList());
        return add(name(name), kind, List.of(column("id")), List.of(), read);
    }

    private Ledger add(
            RelationName name,
            RelationKind kind,
            List<Column> columns,
            List<Index> indexes,
            Set<RelationName> reads) {
        relations.add(
                new Relation(
                        name, kind, "", -1, columns, List.of(), List.of(), List.of(), indexes,
                        reads, Set.of()));
        return this;
    }

    static Column column(String name) {
        return column(name, "int", "");
    }

    static Column column(String name, String type, String defaultExpression) {
        return new Column(name, type, false, defaultExpression, "");
    }

    Catalog catalog() {
        return new Catalog(
                18,
                List.of("books"),
                Map.of("books", "", "closed", ""),
                relations,
                Set.of(),
                Set.of());
    }

    static Rules rules(TableRule... tables) {
        return rules(List.of(), List.of(), tables);
    }

    static Rules rules(List<String> allowed, List<String> denied, TableRule... tables) {
        return new Rules(
                ROLE,
                allowed.isEmpty() ? Optional.empty() : Optional.of(patterns(allowed)),
                patterns(denied),
                List.of(tables),
                OptionalInt.empty());
    }

    private static List<TablePattern> patterns(List<String> texts) {
        return texts.stream().map(TablePattern::parse).toList();
    }

    static TableRule denying(String table, String column) {
        return new TableRule(
                TablePattern.parse(table),
                Optional.empty(),
                Set.of(column),
                Map.of(),
                Optional.empty(),
                "");
    }

    static TableRule masking(String table, String column, Mask mask) {
        return new TableRule(
                TablePattern.parse(table),
                Optional.empty(),
                Set.of(),
                Map.of(column, mask),
                Optional.empty(),
                "");
    }

    static TableRule filtering(String table, String filter) {
        return new TableRule(
                TablePattern.parse(table),
                Optional.empty(),
                Set.of(),
                Map.of(),
                Optional.of(filter),
                "");
    }

    static RulePolicy policy(Rules rules) {
        return policy(Map.of(), new Role(ROLE, Set.of(), rules));
    }

    /**
     * @param schemas as {@link RulePolicy} has them
     */
    static RulePolicy policy(Map<String, List<String>> schemas, Role... roles) {
        return new RulePolicy(
                schemas,
                List.of(roles),
                Optional.empty(),
                _ -> new PlainReader(),
                _ -> new TypingEngine());
    }

    /** The names of what the caller sees. */
    List<String> seen(Rules rules) {
        return seen(policy(rules), catalog());
    }

    static List<String> seen(RulePolicy policy, Catalog catalog) {
        return policy.visible(CALLER, DATABASE, catalog).relations().stream()
                .map(relation -> relation.name().toString())
                .toList();
    }

    /** One table as the caller sees it. */
    Relation seen(Rules rules, String table) {
        return policy(rules)
                .visible(CALLER, DATABASE, catalog())
                .relation(name(table))
                .orElseThrow();
    }

    /** What is told of the rules. */
    List<String> problems(Rules rules) {
        return policy(rules).problems(DATABASE, catalog()).stream()
                .map(RuleProblem::toString)
                .toList();
    }
}
