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

    @Test
    void functionsAndCastsMakeAnotherShape() {
        Routines code = Routines.of(List.of(routine("app", "year")), Set.of(), Map.of());
        assertThat(SHOP.with(code).sameShape(SHOP)).isFalse();
        assertThat(SHOP.with(code).sameShape(shop(orders(7, "id")).with(code))).isTrue();
        var name = new RelationName("app", "mood");
        var cast = new Cast(name, new RelationName("pg_catalog", "text"), true, name, false);
        Routines casting = Routines.of(List.of(), Set.of(cast), Map.of());
        assertThat(SHOP.with(casting).sameShape(SHOP)).isFalse();
    }

    @Test
    void aNarrowedCatalogKeepsCastsAndLosesFunctions() {
        var name = new RelationName("app", "mood");
        var cast = new Cast(name, new RelationName("pg_catalog", "text"), true, name, false);
        Catalog whole =
                SHOP.with(Routines.of(List.of(routine("sales", "year")), Set.of(cast), Map.of()));
        assertThat(whole.functionNamed("year")).contains(new RelationName("sales", "year"));
        Catalog narrowed = whole.withSearchPath(List.of("sales")).narrowed(_ -> true, Optional::of);
        assertThat(narrowed.functionNamed("year")).isEmpty();
        assertThat(narrowed.routines().casts()).containsExactly(cast);
    }

    @Test
    void aTypeHoldsWhatItsPartsHold() {
        RelationName list = new RelationName("app", "_pair");
        RelationName pair = new RelationName("app", "pair");
        RelationName mood = new RelationName("app", "mood");
        Routines code =
                Routines.of(
                        List.of(),
                        Set.of(),
                        Map.of(list, Set.of(pair), pair, Set.of(mood, pair), mood, Set.of(pair)));
        assertThat(code.within(List.of(list))).containsExactlyInAnyOrder(list, pair, mood);
    }

    private static Routine routine(String schema, String name) {
        return new Routine(
                new RelationName(schema, name),
                "date",
                Routine.Kind.FUNCTION,
                Routine.Volatility.STABLE,
                false,
                false,
                false,
                Set.of());
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
