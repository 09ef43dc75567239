package dev.gatehouse.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.refusal.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinderTest {

    private static final Catalog CATALOG =
            new Catalog(
                    18,
                    List.of("sales"),
                    Map.of("sales", "", "hr", "", "ops", ""),
                    List.of(
                            table("sales", "orders"),
                            table("hr", "orders"),
                            table("hr", "people"),
                            table("ops", "jobs"),
                            table("hr", "jobs"),
                            table("sales", "v1.0")),
                    Set.of(),
                    Set.of());

    private static Relation table(String schema, String name) {
        return new Relation(
                new RelationName(schema, name),
                RelationKind.TABLE,
                "",
                -1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "'', orders, sales.orders",
        "hr, orders, hr.orders",
        "'', hr.orders, hr.orders",
        "'', people, hr.people",
        "'', v1.0, sales.v1.0",
        "sales, v1.0, sales.v1.0"
    })
    void findsWhatIsMeant(String schema, String name, String found) {
        assertThat(Finder.find(CATALOG, schema, name).name()).hasToString(found);
    }

    @ParameterizedTest
    @CsvSource({
        "'', jobs, Did you mean hr.jobs or ops.jobs?",
        "sales, jobs, Did you mean hr.jobs or ops.jobs?",
        "'', order, Did you mean orders?",
        "sales, order, Did you mean sales.orders?",
        "'', nothing, list_tables tells which tables are available",
        "'', a.b.c, list_tables tells which tables are available"
    })
    void saysWhatMayHaveBeenMeant(String schema, String name, String help) {
        assertThat(refusalOf(schema, name)).isEqualTo(help);
    }

    private static String refusalOf(String schema, String name) {
        try {
            return "found " + Finder.find(CATALOG, schema, name).name();
        } catch (Refused refused) {
            return refused.refusal().help();
        }
    }
}
