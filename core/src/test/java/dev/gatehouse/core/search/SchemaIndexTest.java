package dev.gatehouse.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaIndexTest {

    private static final SchemaIndex INDEX =
            index(
                    table("customers", "who buys", "id", "name", "email", "city"),
                    table("orders", "what was bought", "id", "customer_id", "status", "placed_at"),
                    table("order_items", "", "id", "order_id", "product_id", "quantity"),
                    table("orders_archive_2019", "", "id", "customer_id"),
                    table("products", "", "id", "title", "unit_price"),
                    table("productCategories", "", "id", "label"),
                    table("events", "signup, order and payment events", "id", "payload"),
                    table("invoice_addresses", "", "id", "street"));

    private static Relation table(String name, String comment, String... columns) {
        return relation(
                name,
                comment,
                Arrays.stream(columns).map(it -> new Column(it, "text", true, "", "")).toList(),
                List.of());
    }

    private static Relation relation(
            String name, String comment, List<Column> columns, List<Set<RelationName>> ancestors) {
        return new Relation(
                        new RelationName("shop", name),
                        RelationKind.TABLE,
                        comment,
                        -1,
                        columns,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of(),
                        Set.of())
                .withAncestors(ancestors);
    }

    private static Catalog catalog(List<Relation> relations) {
        return new Catalog(18, List.of("shop"), Map.of("shop", ""), relations, Set.of(), Set.of());
    }

    private static SchemaIndex index(Relation... relations) {
        return SchemaIndex.of(catalog(List.of(relations)));
    }

    private static List<String> names(String query) {
        return names(INDEX, query);
    }

    private static List<String> names(SchemaIndex index, String query) {
        return index.search(query, 10).tables().stream().map(it -> it.table().name()).toList();
    }

    @Test
    void aTableOfTheNameComesBeforeLongerNamesAndThoseBeforeColumnsAndComments() {
        assertThat(names("order"))
                .containsExactly("orders", "order_items", "orders_archive_2019", "events");
        assertThat(names("ORDERS")).isEqualTo(names("order"));
    }

    @Test
    void columnsCountForTheirTableAndAreToldBestFirst() {
        Found found = INDEX.search("unit price of products", 10);
        Found.Hit first = found.tables().getFirst();
        assertThat(first.table().name()).isEqualTo("products");
        assertThat(first.columns()).containsExactly("unit_price");
        assertThat(INDEX.search("customer id", 1).tables().getFirst())
                .isEqualTo(new Found.Hit(new RelationName("shop", "customers"), List.of("id")));
    }

    @Test
    void moreOfTheWordsAreBetterThanOne() {
        assertThat(names("customer order").getFirst()).isEqualTo("orders");
        assertThat(names("order product quantity").getFirst()).isEqualTo("order_items");
    }

    @Test
    void rareWordsDecide() {
        assertThat(names("id street").getFirst()).isEqualTo("invoice_addresses");
    }

    @Test
    void wordsAreFoundWhereverNamesAreWrittenDifferently() {
        assertThat(names("product_category").getFirst()).isEqualTo("productCategories");
        assertThat(names("OrderItem").getFirst()).isEqualTo("order_items");
        assertThat(names("orderitems").getFirst()).isEqualTo("order_items");
        assertThat(names("placed at")).containsExactly("orders");
    }

    @Test
    void beginningsAndSmallMistakesFindLess() {
        assertThat(names("invo")).containsExactly("invoice_addresses");
        assertThat(names("custmer").getFirst()).isEqualTo("customers");
        assertThat(names("adress")).containsExactly("invoice_addresses");
        assertThat(names("quantiy")).containsExactly("order_items");
        SchemaIndex both = index(table("customer_list", ""), table("custom", ""));
        assertThat(names(both, "custom")).containsExactly("custom", "customer_list");
        assertThat(names(index(table("ordr", ""), table("order", "")), "order"))
                .containsExactly("order");
    }

    @Test
    void aNameSaysMoreThanAComment() {
        SchemaIndex index =
                index(
                        table("a", "refund refund refund refund"),
                        table("b_c_d_e_refund", ""),
                        relation(
                                "c",
                                "",
                                List.of(new Column("x", "text", true, "", "refund")),
                                List.of()),
                        table("d", "", "x_y_refund"));
        assertThat(names(index, "refunds")).containsExactly("b_c_d_e_refund", "d", "a", "c");
    }

    @Test
    void aParentComesBeforeItsParts() {
        Set<RelationName> parent = Set.of(new RelationName("shop", "log"));
        SchemaIndex index =
                index(
                        relation("a_log", "", List.of(), List.of(parent)),
                        table("b_log", ""),
                        table("log", ""));
        assertThat(names(index, "log")).containsExactly("log", "b_log", "a_log");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(names("zebra")).isEmpty();
        assertThat(names("")).isEmpty();
        assertThat(names("'; DROP --")).isEmpty();
        assertThat(names(index(), "order")).isEmpty();
    }

    @Test
    void theNumberOfAllIsToldAlsoWhenFewAreWanted() {
        Found found = INDEX.search("order", 2);
        assertThat(found.tables()).hasSize(2);
        assertThat(found.all()).isEqualTo(4);
    }

    @Test
    void aQueryOfManyWordsIsReadAsFarAsSixteen() {
        String long_ = "zebra ".repeat(1000) + "order";
        assertThat(INDEX.search(long_, 10).all()).isZero();
        assertThat(INDEX.search("order " + long_, 10).all()).isEqualTo(4);
    }

    @Test
    void aTableOfTheMostColumnsCanBeSought() {
        String[] columns =
                IntStream.rangeClosed(1, 1600).mapToObj(i -> "zone" + i).toArray(String[]::new);
        Found found = index(table("wide", "", columns)).search("zone1600", 10);
        assertThat(found.tables().getFirst().columns().getFirst()).isEqualTo("zone1600");
        assertThat(found.tables().getFirst().columns()).hasSize(8);
    }

    @Test
    void anIndexIsMadeOncePerCatalogAndForgottenWithIt() {
        SchemaIndexes indexes = new SchemaIndexes(1_000_000);
        Catalog one = catalog(List.of(table("one", "")));
        Catalog twin = catalog(List.of(table("one", "")));
        assertThat(indexes.of(one)).isSameAs(indexes.of(one)).isNotSameAs(indexes.of(twin));
    }

    @Test
    void whatWasUsedLeastLatelyIsForgottenFirst() {
        SchemaIndexes indexes = new SchemaIndexes(4);
        List<Catalog> catalogs = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
            catalogs.add(catalog(List.of(table(name, ""))));
        }
        SchemaIndex first = indexes.of(catalogs.get(0));
        SchemaIndex second = indexes.of(catalogs.get(1));
        assertThat(first.size()).isEqualTo(2);
        assertThat(indexes.of(catalogs.get(0))).isSameAs(first);
        indexes.of(catalogs.get(2));
        assertThat(indexes.of(catalogs.get(0))).isSameAs(first);
        assertThat(indexes.of(catalogs.get(1))).isNotSameAs(second);
    }
}
