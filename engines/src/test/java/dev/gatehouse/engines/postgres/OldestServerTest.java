package dev.gatehouse.engines.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.result.Value;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The oldest server whose grammar there is tells the same of itself as the newest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OldestServerTest {

    /** The definitions of the system's own views have changed. */
    private static final Set<String> SYSTEM = Set.of("v_roles", "v_logins");

    private final PostgresEngine engine = OldestServer.engine();

    @AfterAll
    void close() {
        engine.close();
    }

    @Test
    void itsVersionIsKnown() {
        assertThat(engine.serverMajor()).isEqualTo(15);
        assertThat(engine.catalog(false).serverMajor()).isEqualTo(15);
    }

    @Test
    void itsCatalogIsThatOfTheNewest() {
        Catalog catalog = engine.catalog(false);
        try (PostgresEngine newest = TestServer.engine()) {
            assertThat(relations(catalog)).isEqualTo(relations(newest.catalog(false)));
            assertThat(catalog.schemas()).isEqualTo(newest.catalog(false).schemas());
        }
        assertThat(catalog.isUnaryFunction("pg_read_file")).isTrue();
        assertThat(catalog.relation("Odd Table")).isEmpty();
    }

    private static List<Relation> relations(Catalog catalog) {
        return catalog.relations().stream()
                .filter(relation -> !SYSTEM.contains(relation.name().name()))
                .toList();
    }

    @Test
    void itsRoleIsJudged() {
        assertThat(engine.role().readsOnly()).isTrue();
        assertThat(engine.role().warnings()).isEmpty();
    }

    @Test
    void aStatementRuns() {
        assertThat(TestServer.value(engine, "SELECT count(*) FROM sales.customers"))
                .isEqualTo(new Value.Whole(500));
    }
}
