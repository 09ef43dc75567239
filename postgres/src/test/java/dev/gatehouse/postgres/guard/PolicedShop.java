package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.engine.Engine;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.policy.Role;
import dev.gatehouse.core.policy.RulePolicy;
import dev.gatehouse.core.policy.Rules;
import dev.gatehouse.core.policy.TablePattern;
import dev.gatehouse.core.policy.TableRule;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.result.Value;
import dev.gatehouse.core.sql.HashKey;
import dev.gatehouse.core.sql.Mask;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.postgres.parser.GrammarVersion;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The tables of the corpora under policies with a mask of every kind, filters with and without
 * subqueries, and a role whose rules unite with those of another. Whatever no caller may know of
 * has {@link #HIDDEN} in its name.
 */
final class PolicedShop {

    static final String DATABASE = "shop";
    static final String HIDDEN = "zq";

    /** Sees one tenant, masked. */
    static final Caller ANALYST = caller("analyst");

    /** Sees what the analyst sees, and one country besides. */
    static final Caller BOTH = caller("german", "analyst");

    private static final byte[] KEY = "a key of more than 16".getBytes(StandardCharsets.UTF_8);

    private static final Rules ANALYSTS =
            rules(
                    "analyst",
                    rule(
                            "customers",
                            Set.of("phone_zq"),
                            Map.of(
                                    "ssn", new Mask.Hash(new HashKey(KEY)),
                                    "email", new Mask.Email(),
                                    "name", new Mask.Partial(2, 1),
                                    "created_at", new Mask.Truncated(Mask.Unit.MONTH)),
                            "tenant_id = :caller.tenant"),
                    rule(
                            "orders",
                            Set.of(),
                            Map.of(
                                    "total", new Mask.Rounded(new BigDecimal("0.5")),
                                    "status", new Mask.Fixed("it's\\a'mask")),
                            "tenant_id = ANY (:caller.tenants)"),
                    rule(
                            "order_items",
                            Set.of(),
                            Map.of(
                                    "sku", new Mask.Sql("upper(sku) || :caller.suffix"),
                                    "price", new Mask.Nothing()),
                            "order_id IN (SELECT v.id FROM sales.vault_zq AS v)"));

    private static final Rules GERMANS =
            rules(
                    "german",
                    rule(
                            "customers",
                            Set.of("phone_zq", "ssn"),
                            Map.of("email", new Mask.Sql("left(email, 3)")),
                            "country = 'DE' -- and nothing else"),
                    rule("orders", Set.of("meta"), Map.of(), ""));

    private final Catalog whole;
    private final RulePolicy policy =
            new RulePolicy(
                    Map.of(DATABASE, List.of("sales", "lab")),
                    List.of(
                            new Role("analyst", Set.of(), ANALYSTS),
                            new Role("german", Set.of(), GERMANS)),
                    Optional.empty(),
                    _ -> GuardFixture.DIALECT,
                    _ -> new Typing());

    PolicedShop(GrammarVersion version) {
        this.whole = catalog(version);
        visible(BOTH);
        if (!policy.problems(DATABASE, whole).isEmpty()) {
            throw new IllegalStateException(policy.problems(DATABASE, whole).toString());
        }
    }

    RulePolicy policy() {
        return policy;
    }

    /** Everything, without any policy. */
    Catalog whole() {
        return whole;
    }

    Catalog visible(Caller caller) {
        return policy.visible(caller, DATABASE, whole);
    }

    private static Caller caller(String... roles) {
        return new Caller(
                "local:ann",
                List.of(roles),
                Map.of(
                        "tenant", new Attribute.Numeric(BigDecimal.valueOf(-1)),
                        "tenants", Attribute.Many.texts(List.of("1", "a\"b\\")),
                        "suffix", new Attribute.Text("'; --")),
                Confines.ALL);
    }

    private static Rules rules(String name, TableRule... tables) {
        return new Rules(
                name,
                Optional.empty(),
                List.of(TablePattern.parse("vault_zq"), TablePattern.parse("lab.*")),
                List.of(tables),
                OptionalInt.of(50));
    }

    private static TableRule rule(
            String table, Set<String> denied, Map<String, Mask> masks, String filter) {
        return new TableRule(
                new TablePattern(Optional.of("sales"), Optional.of(table)),
                Optional.empty(),
                denied,
                masks,
                filter.isEmpty() ? Optional.empty() : Optional.of(filter),
                "");
    }

    private static Catalog catalog(GrammarVersion version) {
        return new Catalog(
                version.major(),
                List.of("sales"),
                Map.of("sales", "", "lab", "", "hr_zq", ""),
                List.of(
                        table(
                                "sales.customers",
                                "id",
                                "id integer",
                                "name text",
                                "email character varying(80)",
                                "ssn text",
                                "phone_zq text",
                                "country text",
                                "tenant_id integer",
                                "created_at date"),
                        table(
                                "sales.orders",
                                "id",
                                "id bigint",
                                "customer_id integer",
                                "total numeric(10,2)",
                                "status sales.mood",
                                "tenant_id integer",
                                "created_at timestamp with time zone",
                                "meta jsonb"),
                        table(
                                "sales.order_items",
                                "order_id line",
                                "order_id bigint",
                                "line integer",
                                "sku text",
                                "qty integer",
                                "price double precision"),
                        table("sales.people", "id", "id integer", "nm text", "tags text[]"),
                        table("sales.we\"ird Name", "", "a\"b text", "Order text"),
                        table("sales.vault_zq", "id", "id bigint", "secret_zq text"),
                        table("lab.notes_zq", "id", "id bigint", "text_zq text"),
                        table("hr_zq.salaries_zq", "", "id bigint", "amount_zq numeric")),
                Set.of(new RelationName("sales", "mood"), new RelationName("hr_zq", "grade_zq")),
                Set.of("pg_read_file", "to_jsonb", "upper", "pg_sleep", "nextval", "name"));
    }

    private static Relation table(String name, String key, String... columns) {
        String[] parts = name.split("\\.", 2);
        return new Relation(
                new RelationName(parts[0], parts[1]),
                RelationKind.TABLE,
                "",
                -1,
                Arrays.stream(columns).map(PolicedShop::column).toList(),
                key.isEmpty() ? List.of() : List.of(key.split(" ")),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of());
    }

    private static Column column(String words) {
        String[] parts = words.split(" ", 2);
        return new Column(parts[0], parts[1], true, "", "");
    }

    /** Takes every expression for what it should be: masks here are texts, filters conditions. */
    private static final class Typing implements Engine {

        @Override
        public Rows run(
                SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation) {
            boolean mask = sql.text().contains("(upper") || sql.text().contains("(left");
            return new NoRows(mask ? "text" : "boolean");
        }

        @Override
        public Catalog catalog(boolean fresh) {
            throw new AssertionError("nobody asks for it here");
        }

        @Override
        public Optional<Catalog> known() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    private record NoRows(String type) implements Rows {

        @Override
        public List<ResultColumn> columns() {
            return List.of(new ResultColumn("_p", type));
        }

        @Override
        public boolean next() {
            return false;
        }

        @Override
        public List<Value> row() {
            throw new AssertionError("there is none");
        }

        @Override
        public void close() {}
    }
}
