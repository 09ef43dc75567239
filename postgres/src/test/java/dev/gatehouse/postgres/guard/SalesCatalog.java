package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.postgres.parser.GrammarVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What corpora/schema.sql makes, as a caller sees it who may see the schema sales only. */
final class SalesCatalog {

    private SalesCatalog() {}

    static Catalog visible(GrammarVersion version) {
        return new Catalog(
                version.major(),
                List.of("sales"),
                Map.of("sales", ""),
                List.of(
                        table(
                                "customers",
                                "id name email ssn phone country tenant_id created_at",
                                "id"),
                        table(
                                "orders",
                                "id customer_id total status created_at tenant_id meta",
                                "id"),
                        table("order_items", "order_id line sku qty price", "order_id line"),
                        table("events", "ts kind payload tenant_id", ""),
                        table("events_2024", "ts kind payload tenant_id", ""),
                        table("events_2025", "ts kind payload tenant_id", ""),
                        table("people", "id nm", ""),
                        table("managers", "id nm lvl", ""),
                        table("we\"ird Name", "a\"b Order", "")),
                Set.of(new RelationName("sales", "mood")),
                Set.of("pg_read_file", "to_jsonb", "upper", "pg_sleep", "nextval", "name"));
    }

    private static Relation table(String name, String columns, String primaryKey) {
        return new Relation(
                new RelationName("sales", name),
                RelationKind.TABLE,
                "",
                -1,
                words(columns).map(each -> new Column(each, "text", true, "", "")).toList(),
                words(primaryKey).toList(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of());
    }

    private static Stream<String> words(String text) {
        return text.isEmpty() ? Stream.of() : Stream.of(text.split(" "));
    }
}
