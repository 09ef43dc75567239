package dev.gatehouse.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.mcp.tool.Arguments;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class TableListTest {

    private static final Answer.Sight SIGHT =
            new Answer.Sight(
                    "shop",
                    catalog(
                            Stream.of(
                                    "sales.orders",
                                    "sales.order_items",
                                    "sales.a%b",
                                    "hr.orders",
                                    "hr.Order\\E")));

    private static Catalog catalog(Stream<String> names) {
        List<Relation> relations = names.map(TableListTest::table).toList();
        return new Catalog(18, List.of(), Map.of(), relations, Set.of(), Set.of());
    }

    private static Relation table(String name) {
        int dot = name.indexOf('.');
        return new Relation(
                new RelationName(name.substring(0, dot), name.substring(dot + 1)),
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

    private static ToolResult page(Answer.Sight sight, Map<String, String> arguments) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        arguments.forEach(json::put);
        ToolResult result = TableList.of(new Arguments(json)).page(sight);
        assertThat(Sights.tablesOutput().check(result.structuredContent())).isEmpty();
        return result;
    }

    private static List<String> names(JsonNode page) {
        List<String> names = new ArrayList<>();
        page.path("tables")
                .forEach(
                        t ->
                                names.add(
                                        t.path("schema").asString()
                                                + "."
                                                + t.path("name").asString()));
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "*order*, hr.Order\\E hr.orders sales.order_items sales.orders",
        "ORDERS, hr.orders sales.orders",
        "order%, hr.Order\\E hr.orders sales.order_items sales.orders",
        "order.tems, ''",
        "*\\E, hr.Order\\E",
        "a*b, sales.a%b",
        "*d*s, hr.orders sales.order_items sales.orders",
        "o*o, ''",
        "orders*s, ''",
        "o**s, hr.orders sales.order_items sales.orders"
    })
    void patternsStandForNames(String pattern, String expected) {
        JsonNode page = page(SIGHT, Map.of("pattern", pattern)).structuredContent();
        assertThat(String.join(" ", names(page))).isEqualTo(expected);
    }

    @Test
    @Timeout(20)
    void aPatternTakesNoLongerForItsManyStars() {
        String stars = "*".repeat(150) + "x";
        assertThat(names(page(SIGHT, Map.of("pattern", stars)).structuredContent())).isEmpty();
    }

    @Test
    void aSchemaIsTakenByItsExactName() {
        assertThat(names(page(SIGHT, Map.of("schema", "hr")).structuredContent()))
                .containsExactly("hr.Order\\E", "hr.orders");
        assertThat(names(page(SIGHT, Map.of("schema", "h")).structuredContent())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"s.t%03d, s.u%03d", "s.t%03d, s-1.t%03d", "s.t%03d, s x.t%03d"})
    void pagesFollowOneAnotherWithoutGapOrOverlap(String first, String second) {
        List<String> all =
                Stream.of(first, second)
                        .flatMap(names -> IntStream.range(0, 225).mapToObj(names::formatted))
                        .toList();
        Answer.Sight sight = new Answer.Sight("shop", catalog(all.stream()));
        List<String> read = new ArrayList<>();
        JsonNode page = page(sight, Map.of()).structuredContent();
        read.addAll(names(page));
        while (page.has("next_cursor")) {
            page =
                    page(sight, Map.of("cursor", page.path("next_cursor").asString()))
                            .structuredContent();
            read.addAll(names(page));
        }
        assertThat(read).isEqualTo(all);
    }

    @Test
    void aKindIsTakenByItsWords() {
        assertThat(names(page(SIGHT, Map.of("kind", "view")).structuredContent())).isEmpty();
        assertThat(page(SIGHT, Map.of("kind", "table")).structuredContent().path("total").asInt())
                .isEqualTo(5);
    }

    @Test
    void onePageOfTenThousandTablesIsSmallAndSaysHowManyThereAre() {
        List<Relation> tables =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> Shop.table("table_of_" + i, "c".repeat(500), i, List.of()))
                        .toList();
        ToolResult result = page(Shop.sight(tables), Map.of());
        assertThat(result.structuredContent().path("tables")).hasSize(50);
        assertThat(result.structuredContent().path("total").asInt()).isEqualTo(10_000);
        assertThat(Texts.of(result)).contains("(50 of 10000; more: cursor ").hasSizeLessThan(8192);
    }
}
