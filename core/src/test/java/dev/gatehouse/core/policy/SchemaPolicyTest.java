package dev.gatehouse.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.ForeignKey;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.sql.Access;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaPolicyTest {

    private static final Caller ANYBODY =
            new Caller("local:anybody", List.of(), Map.of(), Confines.ALL);
    private static final RelationName ORDERS = new RelationName("sales", "orders");
    private static final RelationName SALARIES = new RelationName("hr", "salaries");

    private static final Catalog WHOLE =
            new Catalog(
                    18,
                    List.of("public", "hr"),
                    Map.of("sales", "what is sold", "hr", "", "public", ""),
                    List.of(
                            relation(ORDERS, RelationKind.TABLE, Set.of(), List.of(key())),
                            relation(SALARIES, RelationKind.TABLE, Set.of(), List.of()),
                            view("open_orders", ORDERS),
                            view("paid", ORDERS, SALARIES),
                            view("roles", new RelationName("pg_catalog", "pg_authid"))),
                    Set.of(new RelationName("sales", "status"), new RelationName("hr", "grade")),
                    Set.of("pg_read_file"));

    private static ForeignKey key() {
        return new ForeignKey("k", ORDERS, List.of("seller"), SALARIES, List.of("emp_id"));
    }

    private static Relation view(String name, RelationName... reads) {
        return relation(
                new RelationName("sales", name), RelationKind.VIEW, Set.of(reads), List.of());
    }

    private static Relation relation(
            RelationName name, RelationKind kind, Set<RelationName> reads, List<ForeignKey> keys) {
        List<String> none = List.of();
        List<Column> columns =
                List.of(
                        new Column("seller", "int", true, "", ""),
                        new Column("emp_id", "int", true, "", ""));
        return new Relation(
                name, kind, "", -1, columns, none, keys, List.of(), List.of(), reads, Set.of());
    }

    private static Catalog visible(List<String> schemas) {
        return new SchemaPolicy(Map.of("shop", schemas)).visible(ANYBODY, "shop", WHOLE);
    }

    @Test
    void whatIsNotListedDoesNotExist() {
        Catalog visible = visible(List.of("sales"));
        assertThat(visible.schemas()).containsExactly("sales");
        assertThat(visible.relation(SALARIES)).isEmpty();
        assertThat(visible.named("salaries")).isEmpty();
        assertThat(visible.hasEnum(new RelationName("hr", "grade"))).isFalse();
        assertThat(visible.searchPath()).containsExactly("sales");
    }

    @Test
    void aViewExistsOnlyWhereAllThatItReadsDoes() {
        assertThat(visible(List.of("sales")).relations())
                .extracting(relation -> relation.name().name())
                .containsExactly("open_orders", "orders");
    }

    @Test
    void aForeignKeyToWhatDoesNotExistDoesNotExistEither() {
        assertThat(visible(List.of("sales")).relation("orders").orElseThrow().foreignKeys())
                .isEmpty();
        assertThat(visible(List.of("sales", "hr")).relation("orders").orElseThrow().foreignKeys())
                .containsExactly(key());
    }

    @Test
    void withoutAListEverySchemaThatIsNotTheSystemsExists() {
        Catalog visible = visible(List.of());
        assertThat(visible.schemas()).containsExactly("hr", "public", "sales");
        assertThat(visible.searchPath()).containsExactly("public", "hr");
        assertThat(visible.relation(new RelationName("sales", "roles"))).isEmpty();
        assertThat(visible.isUnaryFunction("pg_read_file")).isTrue();
    }

    @Test
    void listedSchemasThatTheDatabaseDoesNotHaveAreNothing() {
        assertThat(visible(List.of("nothing")).relations()).isEmpty();
    }

    @Test
    void noPlanIsShownOfATableThatHasPartsInAHiddenSchema() {
        Relation part =
                relation(new RelationName("hr", "part"), RelationKind.TABLE, Set.of(), List.of())
                        .withAncestors(List.of(Set.of(ORDERS)));
        Catalog whole =
                new Catalog(
                        18,
                        List.of(),
                        Map.of("sales", "", "hr", ""),
                        List.of(relation(ORDERS, RelationKind.TABLE, Set.of(), List.of()), part),
                        Set.of(),
                        Set.of());
        SchemaPolicy open = new SchemaPolicy(Map.of());
        SchemaPolicy narrow = new SchemaPolicy(Map.of("shop", List.of("sales")));
        assertThat(Access.whole(orders(open.visible(ANYBODY, "shop", whole))).openPlan()).isTrue();
        assertThat(Access.whole(orders(narrow.visible(ANYBODY, "shop", whole))).openPlan())
                .isFalse();
    }

    private static Relation orders(Catalog catalog) {
        return catalog.relation(ORDERS).orElseThrow();
    }
}
