package dev.gatehouse.gateway.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.ForeignKey;
import dev.gatehouse.core.catalog.Index;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.mcp.tool.Arguments;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class PortraitsTest {

    private static final String LONG = "very long ".repeat(30).strip();

    private static final Relation ORDERS =
            Shop.keyed(
                    Shop.table(
                            "orders",
                            "what was bought",
                            1_234_567,
                            List.of(
                                    new Column("id", "bigint", false, "", ""),
                                    new Column("customer_id", "integer", false, "", ""),
                                    new Column(
                                            "status",
                                            "sales.status",
                                            true,
                                            "'new'::sales.status",
                                            "how far it is"),
                                    new Column("note", "text", true, "", LONG))),
                    List.of("id"),
                    List.of(key("orders", "customer_id", "customers", "id")),
                    List.of(
                            key("order_items", "order_id", "orders", "id"),
                            key("tags", "order_note", "orders", "note")),
                    List.of(
                            new Index(
                                    "orders_pkey",
                                    true,
                                    "CREATE UNIQUE INDEX orders_pkey ON sales.orders USING btree (id)"),
                            new Index(
                                    "o1",
                                    false,
                                    "CREATE INDEX o1 ON sales.orders USING btree (status, id)"
                                            + " WHERE (id > 7)"),
                            new Index(
                                    "o2",
                                    false,
                                    "CREATE INDEX o2 ON sales.orders USING gin (note)")));

    private static ForeignKey key(String from, String column, String to, String referenced) {
        return new ForeignKey(
                from + "_fk", Shop.name(from), List.of(column), Shop.name(to), List.of(referenced));
    }

    private static ToolResult described(
            Relation relation, Map<String, List<String>> labels, Map<String, String> arguments) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        arguments.forEach(json::put);
        ToolResult result =
                Portraits.of(
                        PortraitPage.of(
                                new Answer.Portrait("shop", relation, labels),
                                new Arguments(json)));
        assertThat(Portraits.output().check(result.structuredContent())).isEmpty();
        return result;
    }

    private static String text(ToolResult result) {
        return Texts.of(result);
    }

    @Test
    void aTableIsALineForEachThingWithoutWhatIsSaidTwice() {
        ToolResult result =
                described(ORDERS, Map.of("sales.status", List.of("new", "paid")), Map.of());
        assertThat(text(result))
                .isEqualTo(
                        """
                        sales.orders (table, ~1.2M rows): what was bought
                          id bigint not null
                          customer_id integer not null
                          status sales.status default 'new'::sales.status {new, paid}: how far it is
                          note text: %s...
                        primary key (id)
                        foreign key (customer_id) -> sales.customers(id)
                        referenced by sales.order_items(order_id)
                        referenced by sales.tags(order_note) -> (note)
                        index on (status, id) where (id > 7)
                        index gin (note)
                        """
                                .formatted(LONG.substring(0, 120)));
    }

    @Test
    void theStructuredFormIsExact() {
        JsonNode json =
                described(ORDERS, Map.of("sales.status", List.of("new", "paid")), Map.of())
                        .structuredContent();
        assertThat(json.path("estimated_rows").asLong()).isEqualTo(1_234_567);
        assertThat(json.at("/columns/2/values").toString()).isEqualTo("[\"new\",\"paid\"]");
        assertThat(json.at("/columns/3/comment").asString()).isEqualTo(LONG);
        assertThat(json.path("columns").path(0).has("values")).isFalse();
        assertThat(json.path("indexes")).hasSize(3);
        assertThat(json.at("/indexes/0/definition").asString()).startsWith("CREATE UNIQUE INDEX");
        assertThat(json.has("totals")).isFalse();
        assertThat(json.has("next_cursor")).isFalse();
    }

    @Test
    void aPatternLeavesTheColumnsThatFitAndTheirKeys() {
        JsonNode json = described(ORDERS, Map.of(), Map.of("columns", "*_ID")).structuredContent();
        assertThat(json.path("columns")).hasSize(1);
        assertThat(json.path("foreign_keys")).hasSize(1);
        assertThat(json.path("referenced_by")).isEmpty();
    }

    @Test
    void aWideHubIsToldInPagesWithoutGapOrOverlap() {
        List<Column> columns =
                IntStream.range(0, 1600).mapToObj(i -> Shop.column("c" + i, "integer")).toList();
        List<ForeignKey> references =
                IntStream.range(0, 130).mapToObj(i -> key("r" + i, "hub", "hub", "c0")).toList();
        Relation hub =
                Shop.keyed(
                        Shop.table("hub", "", -1, columns),
                        List.of("c0"),
                        List.of(),
                        references,
                        List.of());
        ToolResult first = described(hub, Map.of(), Map.of());
        assertThat(text(first))
                .contains("(columns 1 to 100 of 1600)")
                .contains("(references to it 1 to 25 of 130)")
                .endsWith("(more: cursor 1)\n");
        assertThat(text(first).getBytes(UTF_8)).hasSizeLessThan(4096);
        int seenColumns = 0;
        int seenReferences = 0;
        JsonNode page = first.structuredContent();
        while (true) {
            for (JsonNode column : page.path("columns")) {
                assertThat(column.path("name").asString()).isEqualTo("c" + seenColumns);
                seenColumns++;
            }
            seenReferences += page.path("referenced_by").size();
            if (!page.has("next_cursor")) {
                break;
            }
            assertThat(page.at("/totals/columns").asInt()).isEqualTo(1600);
            page =
                    described(hub, Map.of(), Map.of("cursor", page.path("next_cursor").asString()))
                            .structuredContent();
        }
        assertThat(seenColumns).isEqualTo(1600);
        assertThat(seenReferences).isEqualTo(130);
    }

    @Test
    void aCursorThatIsNoneBeginsAtTheBeginningAndOneTooFarIsEmpty() {
        assertThat(described(ORDERS, Map.of(), Map.of("cursor", "-1")).structuredContent())
                .isEqualTo(described(ORDERS, Map.of(), Map.of()).structuredContent());
        assertThat(
                        described(ORDERS, Map.of(), Map.of("cursor", "999999"))
                                .structuredContent()
                                .path("columns"))
                .isEmpty();
    }

    @Test
    void manyLongLabelsAreCutInTheText() {
        List<String> labels = IntStream.range(0, 2000).mapToObj(i -> "label number " + i).toList();
        ToolResult result = described(ORDERS, Map.of("sales.status", labels), Map.of());
        assertThat(text(result).getBytes(UTF_8)).hasSizeLessThan(1000);
        assertThat(result.structuredContent().at("/columns/2/values")).hasSize(500);
    }
}
