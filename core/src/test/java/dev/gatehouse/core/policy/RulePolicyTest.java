package dev.gatehouse.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.ForeignKey;
import dev.gatehouse.core.catalog.Index;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Display;
import dev.gatehouse.core.sql.Mask;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.RelationUse;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.core.sql.ShownColumn;
import dev.gatehouse.core.sql.StatementKind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulePolicyTest {

    private static final RelationName CUSTOMERS = new RelationName("sales", "customers");
    private static final RelationName ORDERS = new RelationName("sales", "orders");
    private static final RelationName EVENTS = new RelationName("sales", "events");
    private static final RelationName EVENTS_2025 = new RelationName("sales", "events_2025");
    private static final RelationName SALARIES = new RelationName("hr", "salaries");
    private static final RelationName OTHER_ORDERS = new RelationName("hr", "orders");

    private static final Mask.BuiltIn FIXED = new Mask.Fixed("***");
    private static final Mask.BuiltIn NOTHING = new Mask.Nothing();

    private static final Catalog WHOLE =
            new Catalog(
                    18,
                    List.of("sales"),
                    Map.of("sales", "", "hr", ""),
                    List.of(
                            new Relation(
                                    CUSTOMERS,
                                    RelationKind.TABLE,
                                    "",
                                    1000,
                                    List.of(
                                            column("id", ""),
                                            column("ssn", "'none'"),
                                            column("last4", "right(ssn, 4)"),
                                            column("tenant_id", "1")),
                                    List.of("id"),
                                    List.of(),
                                    List.of(key()),
                                    List.of(
                                            new Index("pk", true, "CREATE INDEX ON c (id)"),
                                            new Index("x", false, "CREATE INDEX ON c (ssn)"),
                                            new Index("y", false, "CREATE INDEX ON c (ssn2)"),
                                            new Index(
                                                    "z",
                                                    false,
                                                    "CREATE INDEX ON c (id) WHERE (ssn = 7)")),
                                    Set.of(),
                                    Set.of()),
                            table(ORDERS, RelationKind.TABLE, Set.of(), key()),
                            table(OTHER_ORDERS, RelationKind.TABLE, Set.of()),
                            table(SALARIES, RelationKind.TABLE, Set.of()),
                            table(EVENTS, RelationKind.PARTITIONED_TABLE, Set.of()),
                            table(EVENTS_2025, RelationKind.TABLE, Set.of())
                                    .withAncestors(List.of(Set.of(EVENTS))),
                            view("v_orders", ORDERS),
                            view("v_customers", ORDERS, CUSTOMERS),
                            view("v_salaries", SALARIES),
                            view("v_stats", new RelationName("pg_catalog", "pg_stats")),
                            table(name("abroad"), RelationKind.FOREIGN_TABLE, Set.of())),
                    Set.of(new RelationName("hr", "grade"), name("mood")),
                    Set.of());

    private static RelationName name(String table) {
        return new RelationName("sales", table);
    }

    private static Column column(String name, String defaultExpression) {
        return new Column(name, "int", false, defaultExpression, "");
    }

    private static ForeignKey key() {
        return new ForeignKey("k", ORDERS, List.of("id"), CUSTOMERS, List.of("id"));
    }

    private static Relation table(
            RelationName name, RelationKind kind, Set<RelationName> reads, ForeignKey... keys) {
        return new Relation(
                name,
                kind,
                "",
                -1,
                List.of(column("id", ""), column("total", ""), column("tenant_id", "")),
                List.of("id"),
                List.of(keys),
                List.of(),
                List.of(),
                reads,
                Set.of());
    }

    private static Relation view(String name, RelationName... reads) {
        return table(name(name), RelationKind.VIEW, Set.of(reads));
    }

    private static Rules rules(
            String name, List<String> allowed, List<String> denied, TableRule... tables) {
        return new Rules(
                name,
                allowed.isEmpty() ? Optional.empty() : Optional.of(patterns(allowed)),
                patterns(denied),
                List.of(tables),
                OptionalInt.empty());
    }

    private static List<TablePattern> patterns(List<String> texts) {
        return texts.stream().map(TablePattern::parse).toList();
    }

    private static TableRule rule(
            String table, Set<String> denied, Map<String, Mask> masks, String filter) {
        return new TableRule(
                TablePattern.parse(table),
                Optional.empty(),
                denied,
                masks,
                filter.isEmpty() ? Optional.empty() : Optional.of(filter),
                "gatehouse.yaml:7");
    }

    private static TableRule filtered(String table, String filter) {
        return rule(table, Set.of(), Map.of(), filter);
    }

    private static TableRule masked(String table, String column, Mask mask, String filter) {
        return rule(table, Set.of(), Map.of(column, mask), filter);
    }

    private static RulePolicy policy(Rules... rules) {
        List<Role> roles =
                Arrays.stream(rules).map(each -> new Role(each.name(), Set.of(), each)).toList();
        return new RulePolicy(
                Map.of(), roles, Optional.empty(), _ -> new PlainReader(), _ -> new TypingEngine());
    }

    private static Caller caller(String... roles) {
        Map<String, Attribute> claims = Map.of("tenant", new Attribute.Numeric(BigDecimal.ONE));
        return new Caller("local:ann", List.of(roles), claims, Confines.ALL);
    }

    private static Catalog visible(Rules rules) {
        return policy(rules).visible(caller(rules.name()), "shop", WHOLE);
    }

    private static List<String> names(Catalog catalog) {
        return catalog.relations().stream().map(each -> each.name().toString()).toList();
    }

    private static Decision decide(RulePolicy policy, Caller caller, RelationName... names) {
        Catalog visible = policy.visible(caller, "shop", WHOLE);
        List<RelationUse> uses =
                Arrays.stream(names)
                        .map(name -> visible.relation(name).orElseThrow())
                        .map(relation -> new RelationUse(relation, Place.UNKNOWN))
                        .toList();
        return policy.decide(caller, "shop", new Uses(uses));
    }

    private static Decision.Permit permit(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Permit.class);
        return (Decision.Permit) decision;
    }

    private static Access access(Decision decision, RelationName name) {
        return permit(decision).obligations().of(name).orElseThrow();
    }

    private static Display display(Access access, String column) {
        return access.columns().stream()
                .filter(each -> each.name().equals(column))
                .map(ShownColumn::display)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> filters(Access access) {
        return access.filters().stream().map(PolicyExpression::text).toList();
    }

    private record Uses(List<RelationUse> relations) implements Analysis {

        @Override
        public StatementKind kind() {
            return StatementKind.READ;
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
            return "";
        }

        @Override
        public SafeSql guard(Obligations obligations, Purpose purpose) {
            throw new AssertionError("nothing is guarded here");
        }
    }

    @Test
    void whatIsNotAllowedDoesNotExist() {
        assertThat(names(visible(rules("r", List.of("customers", "hr.*"), List.of()))))
                .containsExactly("hr.orders", "hr.salaries", "sales.customers");
        assertThat(visible(rules("r", List.of("customers"), List.of())).schemas())
                .containsExactly("sales");
    }

    @Test
    void aBareNameInTheListOfAllowedTablesIsWhatSqlFindsUnderIt() {
        assertThat(names(visible(rules("r", List.of("orders"), List.of()))))
                .containsExactly("sales.orders");
        assertThat(names(visible(rules("r", List.of("salaries"), List.of()))))
                .containsExactly("hr.salaries");
    }

    @Test
    void denialWins() {
        assertThat(names(visible(rules("r", List.of("sales.*"), List.of("orders")))))
                .containsExactly("sales.customers", "sales.events", "sales.events_2025");
    }

    @Test
    void aPartOfWhatIsDeniedIsDeniedToo() {
        assertThat(names(visible(rules("r", List.of(), List.of("sales.events")))))
                .doesNotContain("sales.events", "sales.events_2025");
    }

    @Test
    void aPartHasTheRuleOfItsNearestAncestor() {
        Rules rules =
                rules("r", List.of(), List.of(), filtered("events", "a"), filtered("sales.*", "b"));
        Decision decision = decide(policy(rules), caller("r"), EVENTS_2025, ORDERS);
        assertThat(filters(access(decision, EVENTS_2025))).containsExactly("a");
        assertThat(filters(access(decision, ORDERS))).containsExactly("b");
    }

    @Test
    void theRuleThatSaysMostDecides() {
        Rules rules =
                rules(
                        "r",
                        List.of(),
                        List.of(),
                        filtered("*", "every"),
                        filtered("orders", "bare"),
                        filtered("sales.orders", "full"));
        Decision decision = decide(policy(rules), caller("r"), ORDERS, OTHER_ORDERS, SALARIES);
        assertThat(filters(access(decision, ORDERS))).containsExactly("full");
        assertThat(filters(access(decision, OTHER_ORDERS))).containsExactly("bare");
        assertThat(filters(access(decision, SALARIES))).containsExactly("every");
    }

    @Test
    void aViewExistsWhereAllThatItReadsIsOpen() {
        assertThat(names(visible(rules("r", List.of("sales.*"), List.of()))))
                .contains("sales.v_orders", "sales.v_customers")
                .doesNotContain("sales.v_salaries", "sales.v_stats", "sales.abroad");
        assertThat(
                        names(
                                visible(
                                        rules(
                                                "r",
                                                List.of(),
                                                List.of(),
                                                masked("customers", "ssn", FIXED, "")))))
                .contains("sales.v_orders", "sales.v_salaries")
                .doesNotContain("sales.v_customers");
    }

    @Test
    void aViewOrForeignTableThatIsNamedExistsButItsPlanIsNotShown() {
        Rules rules = rules("r", List.of("sales.orders", "v_salaries", "sales.abroad"), List.of());
        Decision decision =
                decide(policy(rules), caller("r"), name("v_salaries"), name("abroad"), ORDERS);
        assertThat(access(decision, name("v_salaries")).openPlan()).isFalse();
        assertThat(access(decision, name("abroad")).openPlan()).isTrue();
        assertThat(access(decision, ORDERS).openPlan()).isTrue();
    }

    @Test
    void thePlanOfATableWithAClosedPartIsNotShown() {
        Decision decision =
                decide(
                        policy(rules("r", List.of("sales.*"), List.of("events_2025"))),
                        caller("r"),
                        EVENTS);
        assertThat(access(decision, EVENTS).openPlan()).isFalse();
        assertThat(
                        access(
                                        decide(
                                                policy(rules("r", List.of(), List.of())),
                                                caller("r"),
                                                EVENTS),
                                        EVENTS)
                                .openPlan())
                .isTrue();
    }

    @Test
    void whatIsFilteredIsNotCountedAndItsPartialIndexesAreNotTold() {
        Rules rules = rules("r", List.of(), List.of(), filtered("customers", "tenant_id = 1"));
        Relation seen = visible(rules).relation(CUSTOMERS).orElseThrow();
        assertThat(seen.estimatedRows()).isEqualTo(-1);
        assertThat(seen.indexes()).extracting(Index::name).containsExactly("pk", "x", "y");
        Relation whole =
                visible(rules("r", List.of(), List.of())).relation(CUSTOMERS).orElseThrow();
        assertThat(whole.estimatedRows()).isEqualTo(1000);
        assertThat(whole.indexes()).hasSize(4);
    }

    @Test
    void nothingMentionsWhatIsHidden() {
        Catalog visible =
                visible(
                        rules(
                                "r",
                                List.of("sales.*"),
                                List.of(),
                                rule("customers", Set.of("ssn"), Map.of("id", NOTHING), "")));
        Relation customers = visible.relation(CUSTOMERS).orElseThrow();
        assertThat(customers.columnNames()).containsExactly("id", "last4", "tenant_id");
        assertThat(customers.column("last4").orElseThrow().defaultExpression()).isEmpty();
        assertThat(customers.column("tenant_id").orElseThrow().defaultExpression()).isEqualTo("1");
        assertThat(customers.indexes()).extracting(Index::name).containsExactly("y");
        assertThat(customers.primaryKey()).isEmpty();
        assertThat(customers.column("id").orElseThrow().nullable()).isTrue();
        assertThat(visible.hasEnum(new RelationName("hr", "grade"))).isFalse();
        assertThat(visible.hasEnum(name("mood"))).isTrue();
    }

    @Test
    void aKeyToAHiddenColumnDoesNotExist() {
        Rules open = rules("r", List.of("sales.*"), List.of());
        Rules closed =
                rules(
                        "r",
                        List.of("sales.*"),
                        List.of(),
                        rule("customers", Set.of("id"), Map.of(), ""));
        assertThat(visible(open).relation(ORDERS).orElseThrow().foreignKeys()).hasSize(1);
        assertThat(visible(closed).relation(ORDERS).orElseThrow().foreignKeys()).isEmpty();
        assertThat(visible(closed).relation(CUSTOMERS).orElseThrow().referencedBy()).isEmpty();
    }

    @Test
    void onlyAllowedColumnsExistAndDenialWins() {
        TableRule rule =
                new TableRule(
                        TablePattern.parse("customers"),
                        Optional.of(Set.of("id", "ssn")),
                        Set.of("ssn"),
                        Map.of(),
                        Optional.empty(),
                        "");
        Catalog visible = visible(rules("r", List.of(), List.of(), rule));
        assertThat(visible.relation(CUSTOMERS).orElseThrow().columnNames()).containsExactly("id");
    }

    @Test
    void severalRolesShowTheUnionRowByRow() {
        Rules a = rules("a", List.of(), List.of(), masked("customers", "ssn", FIXED, "f1"));
        Rules b =
                rules(
                        "b",
                        List.of(),
                        List.of(),
                        rule("customers", Set.of("last4"), Map.of(), "f2"));
        Access access = access(decide(policy(a, b), caller("a", "b"), CUSTOMERS), CUSTOMERS);
        assertThat(filters(access)).containsExactly("f1", "f2");
        assertThat(display(access, "id")).isEqualTo(new Display.Plain());
        Display.ByRow ssn = (Display.ByRow) display(access, "ssn");
        assertThat(ssn.cases()).extracting(it -> it.condition().text()).containsExactly("f2", "f1");
        assertThat(ssn.cases())
                .extracting(Display.Case::display)
                .containsExactly(new Display.Plain(), new Display.Masked(FIXED));
        Display.ByRow last4 = (Display.ByRow) display(access, "last4");
        assertThat(last4.cases()).extracting(it -> it.condition().text()).containsExactly("f1");
        assertThat(last4.otherwise()).isEqualTo(new Display.Masked(NOTHING));
    }

    @Test
    void aRoleWithoutAFilterShowsEveryRow() {
        Rules a = rules("a", List.of(), List.of(), masked("customers", "ssn", FIXED, ""));
        Rules b = rules("b", List.of(), List.of(), filtered("customers", "f2"));
        Access access = access(decide(policy(a, b), caller("a", "b"), CUSTOMERS), CUSTOMERS);
        assertThat(access.filters()).isEmpty();
        Display.ByRow ssn = (Display.ByRow) display(access, "ssn");
        assertThat(ssn.cases()).extracting(it -> it.condition().text()).containsExactly("f2");
        assertThat(ssn.otherwise()).isEqualTo(new Display.Masked(FIXED));

        Rules open = rules("open", List.of(), List.of());
        Access all =
                access(decide(policy(a, b, open), caller("a", "b", "open"), CUSTOMERS), CUSTOMERS);
        assertThat(all.openPlan()).isTrue();
    }

    @Test
    void rolesThatMaskAlikeNeedNoCases() {
        Rules a = rules("a", List.of(), List.of(), masked("customers", "ssn", FIXED, "f1"));
        Rules b = rules("b", List.of(), List.of(), masked("customers", "ssn", FIXED, "f2"));
        Access access = access(decide(policy(a, b), caller("a", "b"), CUSTOMERS), CUSTOMERS);
        assertThat(display(access, "ssn")).isEqualTo(new Display.Masked(FIXED));
    }

    @Test
    void aRuleThatNeedsWhatIsNotKnownOfTheCallerShowsNothing() {
        Rules a =
                rules("a", List.of(), List.of(), filtered("orders", "tenant_id = :caller.region"));
        Rules b = rules("b", List.of(), List.of(), filtered("orders", "t = :caller.tenant"));
        Decision alone = decide(policy(a, b), caller("a"), ORDERS);
        assertThat(alone).isInstanceOf(Decision.Deny.class);
        assertThat(((Decision.Deny) alone).refusal().code()).isEqualTo(Code.RULE_UNMET);
        assertThat(((Decision.Deny) alone).refusal().message())
                .contains("sales.orders", ":caller.region");
        Decision decision = decide(policy(a, b), caller("a", "b"), ORDERS);
        assertThat(filters(access(decision, ORDERS))).containsExactly("t = :caller.tenant");
        assertThat(decision.reasons())
                .extracting(Reason::words)
                .containsExactly(
                        "role a, policy a (gatehouse.yaml:7): sales.orders is not shown, because"
                                + " its rule needs :caller.region",
                        "role b, policy b (gatehouse.yaml:7): sales.orders is shown, where t ="
                                + " :caller.tenant");
    }

    @Test
    void theCallerItselfIsAlwaysKnown() {
        Rules a =
                rules(
                        "a",
                        List.of(),
                        List.of(),
                        filtered("orders", ":caller.id = ANY (:caller.roles)"));
        Decision.Permit permit = permit(decide(policy(a), caller("a"), ORDERS));
        assertThat(permit.obligations().attribute("id")).contains(new Attribute.Text("local:ann"));
    }

    @Test
    void whatIsWrongWithARuleHidesItsTableAndIsTold() {
        Rules rules =
                rules(
                        "r",
                        List.of("sales.*", "sales.custmers"),
                        List.of("hrr.*"),
                        filtered("orders", "!"),
                        rule("customers", Set.of("phone"), Map.of("last", FIXED), ""),
                        masked("events", "total", new Mask.Rounded(BigDecimal.ONE), ""),
                        filtered("nowhere", "a"));
        RulePolicy policy = policy(rules);
        assertThat(names(policy.visible(caller("r"), "shop", WHOLE)))
                .containsExactly("sales.events", "sales.events_2025");
        assertThat(policy.problems("shop", WHOLE))
                .extracting(
                        it -> it.tables() + " " + it.part() + ": " + it.refusal().message(),
                        it -> it.refusal().help())
                .containsExactlyInAnyOrder(
                        tuple("orders row_filter: syntax error", ""),
                        tuple(
                                "customers deny_columns.phone: `sales.customers` has no column `phone`",
                                "It has id, ssn, last4, tenant_id"),
                        tuple(
                                "customers mask_columns.last: `sales.customers` has no column `last`",
                                "Did you mean last4?"),
                        tuple(
                                "sales.custmers allow_tables: there is no table `sales.custmers`",
                                "Did you mean sales.customers?"),
                        tuple("hrr.* deny_tables: there is no table `hrr.*`", "Did you mean hr.*?"),
                        tuple(
                                "nowhere tables: there is no table `nowhere`",
                                "There is hr.orders, hr.salaries, sales.abroad, sales.customers,"
                                        + " sales.events, sales.events_2025, sales.orders,"
                                        + " sales.v_customers, sales.v_orders, sales.v_salaries,"
                                        + " and more"));
    }

    @Test
    void rulesThatContradictEachOtherShowNothing() {
        Relation heir =
                table(name("heir"), RelationKind.TABLE, Set.of())
                        .withAncestors(List.of(Set.of(ORDERS, EVENTS)));
        Catalog catalog =
                new Catalog(
                        18,
                        List.of("sales"),
                        Map.of("sales", ""),
                        List.of(
                                heir,
                                WHOLE.relation(ORDERS).orElseThrow(),
                                WHOLE.relation(EVENTS).orElseThrow()),
                        Set.of(),
                        Set.of());
        RulePolicy policy =
                policy(
                        rules(
                                "r",
                                List.of(),
                                List.of(),
                                filtered("orders", "a"),
                                filtered("events", "b")));
        assertThat(names(policy.visible(caller("r"), "shop", catalog)))
                .containsExactly("sales.events", "sales.orders");
        assertThat(policy.problems("shop", catalog))
                .extracting(it -> it.refusal().message())
                .containsExactly(
                        "`sales.heir` inherits from events and orders, which have different rules");
    }

    /** Each part of a partitioned table has the problem, though it is told once. */
    @Test
    void whatTheDatabaseHasAgainstAnExpressionHidesItsTableToo() {
        Rules rules =
                rules(
                        "r",
                        List.of("sales.*"),
                        List.of(),
                        filtered("orders", "unknown"),
                        filtered("events", "number"),
                        masked("customers", "ssn", new Mask.Sql("number"), ""));
        RulePolicy policy = policy(rules);
        assertThat(names(policy.visible(caller("r"), "shop", WHOLE)))
                .containsExactly("sales.customers");
        assertThat(policy.problems("shop", WHOLE))
                .extracting(it -> it.refusal().message())
                .contains("no such column", "the expression is of type `int` instead of boolean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy", "away"})
    void whatCannotBeReadOrTriedNowSaysNothingAboutTheRules(String filter) {
        RulePolicy policy = policy(rules("r", List.of(), List.of(), filtered("orders", filter)));
        assertThatThrownBy(() -> policy.visible(caller("r"), "shop", WHOLE))
                .isInstanceOf(Refused.class);
    }

    @Test
    void theCapOnRowsIsThatOfTheMostGenerousRoleForEachTable() {
        RulePolicy policy =
                policy(
                        capped("a", "orders", 10),
                        capped("b", "orders", 20),
                        capped("c", "events", 5));
        assertThat(permit(decide(policy, caller("a", "b"), ORDERS)).caps().rows()).isEqualTo(20);
        assertThat(permit(decide(policy, caller("a", "c"), ORDERS, EVENTS)).caps().rows())
                .isEqualTo(5);
        assertThat(permit(decide(policy, caller("a"))).caps()).isEqualTo(Limits.NONE);
    }

    private static Rules capped(String name, String table, int rows) {
        return new Rules(
                name,
                Optional.of(patterns(List.of(table))),
                List.of(),
                List.of(),
                OptionalInt.of(rows));
    }

    @Test
    void aCallerWithoutAPolicySeesNothing() {
        RulePolicy policy = policy(rules("r", List.of(), List.of()));
        assertThat(names(policy.visible(caller("other"), "shop", WHOLE))).isEmpty();
        assertThat(policy.mayUse(caller("other"), "shop")).isFalse();
        assertThat(policy.mayUse(caller("r"), "shop")).isTrue();
    }

    @Test
    void theDefaultIsForCallersWithoutARoleOfTheirOwn() {
        RulePolicy policy =
                new RulePolicy(
                        Map.of("shop", List.of("sales", "hr")),
                        List.of(
                                new Role(
                                        "r",
                                        Set.of("shop"),
                                        rules("r", List.of("orders"), List.of()))),
                        Optional.of(rules("default", List.of("customers"), List.of())),
                        _ -> new PlainReader(),
                        _ -> new TypingEngine());
        assertThat(names(policy.visible(caller("r"), "shop", WHOLE)))
                .containsExactly("sales.orders");
        assertThat(names(policy.visible(caller("r"), "other", WHOLE)))
                .containsExactly("sales.customers");
    }

    @Test
    void aCallerSharesWithAllWhoHaveOneOfItsRolesThere() {
        Rate five = new Rate(5, 50);
        RulePolicy policy =
                new RulePolicy(
                        Map.of(),
                        List.of(
                                sharing("a", Set.of(), five),
                                sharing("b", Set.of("shop"), Rate.ofHour(6)),
                                sharing("free", Set.of("crm"), Rate.NONE)),
                        Optional.of(rules("default", List.of(), List.of())),
                        _ -> new PlainReader(),
                        _ -> new TypingEngine());
        assertThat(policy.totals(caller("b", "a", "b", "unknown"), "shop"))
                .containsExactly(Map.entry("b", Rate.ofHour(6)), Map.entry("a", five));
        assertThat(policy.totals(caller("b", "a"), "crm")).containsExactly(Map.entry("a", five));
        assertThat(policy.totals(caller("a", "free"), "shop"))
                .containsExactly(Map.entry("a", five));
        assertThat(policy.totals(caller("a", "free"), "crm")).isEmpty();
        assertThat(policy.totals(caller("b"), "crm")).isEmpty();
        assertThat(policy.totals(caller(), "shop")).isEmpty();
    }

    private static Role sharing(String name, Set<String> databases, Rate total) {
        Rules rules = rules(name, List.of(), List.of());
        return new Role(name, databases, Set.of(), rules, Limits.NONE, total);
    }

    @Test
    void policiesAreToldApartByTheirNames() {
        Rules one = rules("same", List.of("orders"), List.of());
        Rules other = rules("same", List.of("customers"), List.of());
        List<Role> roles = List.of(new Role("a", Set.of(), one), new Role("b", Set.of(), other));
        assertThatThrownBy(
                        () ->
                                new RulePolicy(
                                        Map.of(),
                                        roles,
                                        Optional.of(one),
                                        _ -> new PlainReader(),
                                        _ -> new TypingEngine()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsPatternsAsSqlWritesNames() {
        assertThat(TablePattern.parse("a.b")).hasToString("a.b");
        assertThat(TablePattern.parse("a.*").name()).isEmpty();
        assertThat(TablePattern.parse("\"a.b\".\"c\"\"d\""))
                .isEqualTo(new TablePattern(Optional.of("a.b"), Optional.of("c\"d")));
        for (String wrong : List.of("", "a.b.c", "*.a", "a.", "\"a", "a*")) {
            assertThatThrownBy(() -> TablePattern.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("names no table");
        }
    }
}
