package dev.gatehouse.gateway.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.search.SchemaIndexes;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class TableSearchTest {

    private static final SchemaIndexes INDEXES = new SchemaIndexes(1 << 20);

    private static ToolResult found(Answer.Sight sight, String query, int limit) {
        ToolResult result = new TableSearch(query, limit).found(sight, INDEXES);
        assertThat(TableSearch.output().check(result.structuredContent())).isEmpty();
        return result;
    }

    private static int bytes(ToolResult result) {
        String text = JsonNodeFactory.instance.stringNode(Texts.of(result)).toString();
        return text.getBytes(UTF_8).length
                + result.structuredContent().toString().getBytes(UTF_8).length;
    }

    @Test
    void tellsTablesWithTheColumnsThatWereFound() {
        Answer.Sight sight =
                Shop.sight(
                        List.of(
                                Shop.table(
                                        "orders",
                                        "what was bought",
                                        5000,
                                        List.of(
                                                Shop.column("id", "bigint"),
                                                new Column(
                                                        "customer_id",
                                                        "integer",
                                                        true,
                                                        "",
                                                        "who bought"))),
                                Shop.table("customers", "", -1, List.of()),
                                Shop.table("products", "", -1, List.of())));
        ToolResult result = found(sight, "customer", 10);
        assertThat(Texts.of(result))
                .isEqualTo(
                        """
                        sales.customers (table)
                        sales.orders (table, ~5k rows): what was bought
                          customer_id integer: who bought
                        """);
        assertThat(result.structuredContent().toString())
                .isEqualTo(
                        "{\"tables\":[{\"schema\":\"sales\",\"name\":\"customers\"},"
                                + "{\"schema\":\"sales\",\"name\":\"orders\",\"columns\":[\"customer_id\"]}],"
                                + "\"matches\":2}");
        assertThat(Texts.of(found(sight, "customer", 1)))
                .endsWith("(1 of 2; more or other words narrow it)");
        assertThat(Texts.of(found(sight, "zebra", 1)))
                .isEqualTo("Nothing has these words; list_tables tells what there is");
    }

    /** Names as long as PostgreSQL lets them be, and comments and types longer than that. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e9", "\u65e5", "\"", "\u0001"})
    void theAnswerStaysBelowItsLimitWhateverNamesAreMadeOf(String character) {
        String filling = character.repeat(55 / character.getBytes(UTF_8).length);
        List<Relation> tables =
                IntStream.range(0, 60)
                        .mapToObj(
                                table ->
                                        Shop.table(
                                                "word_" + table + filling,
                                                filling.repeat(20),
                                                Long.MAX_VALUE,
                                                IntStream.range(0, 20)
                                                        .mapToObj(
                                                                i ->
                                                                        new Column(
                                                                                "word_" + i
                                                                                        + filling,
                                                                                filling.repeat(3),
                                                                                true,
                                                                                "",
                                                                                filling.repeat(20)))
                                                        .toList()))
                        .toList();
        ToolResult result = found(Shop.sight(tables), "word", 50);
        assertThat(result.structuredContent().path("tables")).isNotEmpty();
        assertThat(result.structuredContent().path("matches").asInt()).isEqualTo(60);
        assertThat(bytes(result)).isLessThanOrEqualTo(TableSearch.MOST_BYTES);
    }

    @Test
    void asManyAsWantedAreTold() {
        List<Relation> tables =
                IntStream.range(0, 100)
                        .mapToObj(i -> Shop.table("t_" + i, "", -1, List.of()))
                        .toList();
        JsonNode json = found(Shop.sight(tables), "t", 20).structuredContent();
        assertThat(json.path("tables")).hasSize(20);
        assertThat(json.path("matches").asInt()).isEqualTo(100);
    }
}
