package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.Cast;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.catalog.Routine;
import dev.gatehouse.core.catalog.Routines;
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

    /** The same with functions that may be called, with casts, and with tables for these. */
    static Catalog withCode() {
        Catalog plain = visible(GuardFixture.NEWEST);
        List<Relation> tables =
                Stream.concat(
                                plain.relations().stream(),
                                Stream.of(
                                        holding("moods", "app.mood[]"),
                                        holding("pairs", "app.pair"),
                                        holding("places", "app.place(Point,4326)"),
                                        holding("steps", "app.step")))
                        .toList();
        return new Catalog(
                        plain.serverMajor(),
                        List.of("sales", "app"),
                        Map.of("sales", "", "app", ""),
                        tables,
                        Set.of(type("mood"), type("step")),
                        Set.of())
                .with(
                        Routines.of(
                                List.of(
                                        routine("fiscal year", Routine.Kind.FUNCTION),
                                        routine("total", Routine.Kind.AGGREGATE),
                                        routine("from_place", Routine.Kind.FUNCTION)),
                                Set.of(
                                        cast(type("mood"), builtIn("text"), true, "from_mood"),
                                        cast(type("place"), builtIn("text"), true, "from_place"),
                                        cast(type("step"), builtIn("int4"), false, "from_step"),
                                        cast(builtIn("int4"), type("step"), false, "to_step"),
                                        cast(type("stage"), type("step"), true, "to_step")),
                                Map.of(type("pair"), Set.of(type("mood")))));
    }

    private static RelationName type(String name) {
        return new RelationName("app", name);
    }

    private static RelationName builtIn(String name) {
        return new RelationName("pg_catalog", name);
    }

    private static Cast cast(
            RelationName source, RelationName target, boolean unasked, String function) {
        return new Cast(source, target, unasked, type(function), false);
    }

    private static Routine routine(String name, Routine.Kind kind) {
        return new Routine(
                type(name), "", kind, Routine.Volatility.STABLE, false, false, false, Set.of());
    }

    private static Relation holding(String name, String type) {
        Relation table = table(name, "c", "");
        return table.seenAs(-1, List.of(new Column("c", type, true, "", "")), List.of(), List.of());
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
