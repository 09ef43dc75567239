package dev.gatehouse.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private static final Catalog SHOP = shop(orders(100, "id"));

    @Test
    void anEstimateDoesNotMakeAnotherShape() {
        assertThat(SHOP.sameShape(shop(orders(7, "id")))).isTrue();
    }

    @Test
    void tablesColumnsSchemasAndPathMakeAnotherShape() {
        assertThat(SHOP.sameShape(shop())).isFalse();
        assertThat(SHOP.sameShape(shop(orders(100, "id", "total")))).isFalse();
        assertThat(SHOP.sameShape(SHOP.withSearchPath(List.of("hr")))).isFalse();
        assertThat(SHOP.sameShape(SHOP.narrowed("hr"::equals, Optional::of))).isFalse();
    }

    private static Catalog shop(Relation... relations) {
        return new Catalog(
                18,
                List.of("sales"),
                Map.of("sales", "what was sold"),
                List.of(relations),
                Set.of(),
                Set.of());
    }

    private static Relation orders(long estimate, String... columns) {
        return new Relation(
                new RelationName("sales", "orders"),
                RelationKind.TABLE,
                "",
                estimate,
                List.of(columns).stream()
                        .map(name -> new Column(name, "integer", true, "", ""))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of());
    }

    @Test
    void theValuesOfAnEnumeratedTypeAreKnownWhereItsSchemaIs() {
        RelationName status = new RelationName("hr", "status");
        Catalog catalog =
                new Catalog(18, List.of(), Map.of(), List.of(), Set.of(status), Set.of())
                        .withEnumTypes(
                                List.of(new EnumType(status, "hr.status", List.of("b", "a"))));
        assertThat(catalog.enumLabels("hr.status")).containsExactly("b", "a");
        assertThat(catalog.enumLabels("hr.status[]")).containsExactly("b", "a");
        assertThat(catalog.enumLabels("text")).isEmpty();
        assertThat(catalog.narrowed("hr"::equals, Optional::of).enumLabels("hr.status"))
                .containsExactly("b", "a");
        assertThat(catalog.narrowed("sales"::equals, Optional::of).enumLabels("hr.status"))
                .isEmpty();
    }
}
