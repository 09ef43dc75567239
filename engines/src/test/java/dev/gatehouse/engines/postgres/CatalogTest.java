package dev.gatehouse.engines.postgres;

import static dev.gatehouse.engines.postgres.TestServer.admin;
import static dev.gatehouse.engines.postgres.TestServer.engine;
import static dev.gatehouse.engines.postgres.TestServer.refusal;
import static dev.gatehouse.engines.postgres.TestServer.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.ForeignKey;
import dev.gatehouse.core.catalog.Index;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private static final PostgresEngine ENGINE = engine();
    private static final Catalog CATALOG = ENGINE.catalog(false);

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static RelationName sales(String name) {
        return new RelationName("sales", name);
    }

    private static RelationName system(String name) {
        return new RelationName("pg_catalog", name);
    }

    private static Relation relation(String name) {
        return CATALOG.relation(sales(name)).orElseThrow();
    }

    @Test
    void everySchemaIsThereExceptTheSystems() {
        assertThat(CATALOG.schemas()).containsExactly("Odd Name", "hr", "public", "sales");
        assertThat(CATALOG.schemaComment("sales")).isEqualTo("what is sold");
        assertThat(CATALOG.schemaComment("hr")).isEmpty();
    }

    @Test
    void theSearchPathIsTheRolesAndNotOurSessions() {
        assertThat(CATALOG.searchPath()).containsExactly("public");
        try (PostgresEngine engine = engine(settings("pathed"))) {
            assertThat(engine.catalog(false).searchPath()).containsExactly("sales", "public");
        }
    }

    @Test
    void relationsAreThoseThatTheRoleMayRead() {
        assertThat(CATALOG.relations().stream().map(relation -> relation.name().toString()))
                .containsExactly(
                        "Odd Name.Odd Table",
                        "sales.customers",
                        "sales.events",
                        "sales.events_2024",
                        "sales.m_orders",
                        "sales.notes",
                        "sales.orders",
                        "sales.seen",
                        "sales.v_deep",
                        "sales.v_logins",
                        "sales.v_operator",
                        "sales.v_roles",
                        "sales.v_salaries");
    }

    @Test
    void kindsAndCommentsAreTold() {
        assertThat(relation("customers").kind()).isEqualTo(RelationKind.TABLE);
        assertThat(relation("customers").comment()).isEqualTo("who buys");
        assertThat(relation("events").ancestors()).isEmpty();
        assertThat(relation("events_2024").ancestors())
                .containsExactly(Set.of(relation("events").name()));
        assertThat(relation("events").kind()).isEqualTo(RelationKind.PARTITIONED_TABLE);
        assertThat(relation("v_deep").kind()).isEqualTo(RelationKind.VIEW);
        assertThat(relation("m_orders").kind()).isEqualTo(RelationKind.MATERIALIZED_VIEW);
    }

    @Test
    void columnsAreInOrderWithTypeDefaultAndComment() {
        assertThat(relation("customers").columns())
                .containsExactly(
                        new Column("id", "integer", false, "", ""),
                        new Column("name", "text", false, "", ""),
                        new Column("ssn", "text", true, "", "never show"),
                        new Column("mood", "sales.mood", true, "'good'::sales.mood", ""),
                        new Column("tags", "text[]", true, "", ""),
                        new Column("credit", "numeric(10,2)", true, "round(1.5, 1)", ""),
                        new Column("since", "timestamp with time zone", true, "", ""));
        assertThat(
                        CATALOG.relation(new RelationName("Odd Name", "Odd Table"))
                                .orElseThrow()
                                .columnNames())
                .containsExactly("Odd Column", "select");
    }

    @Test
    void columnsThatTheRoleMayNotReadAreNotThereAndNeitherIsAnythingThatTellsOfThem() {
        assertThat(relation("orders").columnNames()).containsExactly("id", "customer_id");
        assertThat(relation("orders").primaryKey()).containsExactly("id");
        assertThat(relation("orders").indexes()).isEmpty();
    }

    @Test
    void keysAreToldFromBothEnds() {
        var toCustomers =
                new ForeignKey(
                        "orders_customer_id_fkey",
                        sales("orders"),
                        List.of("customer_id"),
                        sales("customers"),
                        List.of("id"));
        assertThat(relation("customers").primaryKey()).containsExactly("id");
        assertThat(relation("orders").foreignKeys()).containsExactly(toCustomers);
        assertThat(relation("customers").referencedBy()).containsExactly(toCustomers);
    }

    @Test
    void aKeyToWhatTheRoleMayNotReadIsNotThere() {
        assertThat(relation("notes").foreignKeys().stream().map(ForeignKey::to))
                .containsExactly(sales("orders"));
    }

    @Test
    void aKeyToAPartitionedTableIsToldOnce() {
        var key =
                new ForeignKey(
                        "seen_event",
                        sales("seen"),
                        List.of("at", "id"),
                        sales("events"),
                        List.of("at", "id"));
        assertThat(relation("seen").foreignKeys()).containsExactly(key);
        assertThat(relation("events").referencedBy()).containsExactly(key);
        assertThat(relation("events_2024").referencedBy()).isEmpty();
    }

    @Test
    void indexesAreToldAsSql() {
        assertThat(relation("customers").indexes())
                .containsExactly(
                        new Index(
                                "customers_by_name",
                                true,
                                "CREATE UNIQUE INDEX customers_by_name ON sales.customers USING"
                                        + " btree (lower(name))"),
                        new Index(
                                "customers_pkey",
                                true,
                                "CREATE UNIQUE INDEX customers_pkey ON sales.customers USING btree"
                                        + " (id)"));
    }

    @Test
    void rowsAreEstimatedAndAPartitionedTableHasThoseOfItsPartitions() {
        assertThat(relation("customers").estimatedRows()).isEqualTo(500);
        assertThat(relation("events_2024").estimatedRows()).isEqualTo(366);
        assertThat(relation("events").estimatedRows()).isEqualTo(400);
        assertThat(relation("v_deep").estimatedRows()).isEqualTo(-1);
        assertThat(relation("customers").reads()).isEmpty();
    }

    @Test
    void aViewReadsWhatItReadsThroughOthersHiddenOrNot() {
        assertThat(relation("v_salaries").reads())
                .containsExactly(new RelationName("hr", "salaries"));
        assertThat(relation("v_salaries").calls()).containsExactly(new RelationName("hr", "raise"));
        assertThat(relation("v_deep").reads())
                .containsExactlyInAnyOrder(
                        sales("v_salaries"), new RelationName("hr", "salaries"), sales("orders"));
        assertThat(relation("v_deep").calls())
                .containsExactlyInAnyOrder(
                        new RelationName("hr", "raise"), new RelationName("hr", "total"));
        assertThat(relation("m_orders").reads()).containsExactly(sales("orders"));
        assertThat(relation("m_orders").calls()).containsExactly(system("count"));
    }

    @Test
    void aViewReadsTheSystemsTablesToo() {
        assertThat(relation("v_logins").reads()).containsExactly(system("pg_authid"));
        assertThat(relation("v_roles").reads())
                .contains(system("pg_roles"), system("pg_authid"), system("pg_db_role_setting"));
        assertThat(relation("v_roles").calls()).contains(system("pg_read_file"));
    }

    @Test
    void anOperatorOfAUserIsAFunctionThatIsCalled() {
        assertThat(relation("v_operator").calls()).containsExactly(new RelationName("hr", "near"));
    }

    @Test
    void enumsAndUnaryFunctionsAreTold() {
        assertThat(CATALOG.hasEnum(sales("mood"))).isTrue();
        assertThat(CATALOG.hasEnum(sales("positive"))).isFalse();
        assertThat(CATALOG.isUnaryFunction("pg_read_file")).isTrue();
        assertThat(CATALOG.isUnaryFunction("to_jsonb")).isTrue();
        assertThat(CATALOG.isUnaryFunction("pg_current_xact_id")).isFalse();
        assertThat(CATALOG.isUnaryFunction("raise")).isFalse();
    }

    @Test
    void aFreshCatalogShowsWhatIsNewAndAKeptOneDoesNot() {
        var name = new RelationName("public", "brand_new");
        TestServer.admin(
                "CREATE TABLE public.brand_new (i int)", "GRANT SELECT ON brand_new TO reader");
        try {
            assertThat(ENGINE.catalog(false).relation(name)).isEmpty();
            assertThat(ENGINE.catalog(true).relation(name)).isPresent();
            assertThat(ENGINE.catalog(false).relation(name)).isPresent();
        } finally {
            TestServer.admin("DROP TABLE public.brand_new");
        }
    }

    @Test
    void theServerAndTheRoleAreKnown() {
        assertThat(ENGINE.serverMajor()).isEqualTo(18);
        assertThat(CATALOG.serverMajor()).isEqualTo(18);
        assertThat(ENGINE.role().warnings()).isEmpty();
        assertThat(ENGINE.role().readsOnly()).isTrue();
        try (PostgresEngine engine = engine(settings("writer"))) {
            assertThat(engine.role().warnings())
                    .containsExactly(
                            "the database role may create databases",
                            "the database role may change the rows of tables",
                            "the database role is a member of pg_write_server_files");
        }
        try (PostgresEngine engine = engine(settings("postgres"))) {
            assertThat(engine.role().superuser()).isTrue();
            assertThat(engine.role().warnings())
                    .contains(
                            "the database role is a superuser",
                            "the database role may create objects in the database",
                            "the database role is a member of pg_execute_server_program");
        }
    }

    @Test
    void anUnknownColumnMakesTheCatalogBeReadAgain() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        RelationName name = new RelationName("public", "changing");
        admin("CREATE TABLE changing (a int, b int)", "GRANT SELECT ON changing TO reader");
        try (PostgresEngine engine = PostgresEngine.open(settings(), now::get)) {
            assertThat(columns(engine, name)).containsExactly("a", "b");
            admin("ALTER TABLE changing DROP COLUMN b");
            assertThat(columns(engine, name)).containsExactly("a", "b");
            now.set(Instant.EPOCH.plusSeconds(30));
            assertThat(refusal(engine, "SELECT b FROM public.changing").code())
                    .isEqualTo(Code.DATABASE_ERROR);
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (columns(engine, name).size() > 1) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.onSpinWait();
            }
        } finally {
            admin("DROP TABLE changing");
        }
    }

    private static List<String> columns(PostgresEngine engine, RelationName name) {
        return engine.catalog(false).relation(name).orElseThrow().columns().stream()
                .map(Column::name)
                .toList();
    }
}
