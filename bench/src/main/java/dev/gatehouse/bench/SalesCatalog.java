package dev.gatehouse.bench;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The schema that the measured statements ask. */
final class SalesCatalog {

    private SalesCatalog() {}

    static Catalog visible() {
        return new Catalog(
                18,
                List.of("sales"),
                Map.of("sales", ""),
                tables().toList(),
                Set.of(),
                Set.of("to_jsonb", "upper", "name"));
    }

    private static Stream<Relation> tables() {
        return Stream.of(
                table("customers", "id name email phone country tenant_id created_at"),
                table("addresses", "id customer_id kind street city postcode country"),
                table("orders", "id customer_id total status created_at tenant_id meta"),
                table("order_items", "order_id line product_id qty price"),
                table("products", "id title category_id supplier_id price attributes"),
                table("categories", "id name parent_id"),
                table("suppliers", "id name country"),
                table("payments", "id order_id customer_id method status amount created_at"),
                table("shipments", "id order_id carrier sent_at delivered_at"),
                table("reviews", "id product_id customer_id stars body created_at"),
                table("tags", "customer_id tag"),
                table("segments", "customer_id kind"));
    }

    private static Relation table(String name, String columns) {
        return new Relation(
                new RelationName("sales", name),
                RelationKind.TABLE,
                "",
                -1,
                Arrays.stream(columns.split(" "))
                        .map(each -> new Column(each, "text", true, "", ""))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of());
    }
}
