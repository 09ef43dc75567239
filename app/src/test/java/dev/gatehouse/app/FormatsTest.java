package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code query} answers over MCP, in each format, from real databases. */
@Timeout(120)
class FormatsTest {

    /** Each column is a trap for some format. */
    private static final String TRAPS =
            """
            SELECT 9007199254740993 AS big, 1.10 AS num, float8 'NaN' AS nan, float8 '0.1' AS real,
              timestamptz '2026-11-01 10:00:00+00' AS at, interval '1 day -01:00' AS lasts,
              '{"b": 1.10, "b":  12345678901234567890}'::json AS doc, '{"a": null}'::jsonb AS docb,
              ARRAY[[1, NULL], [2, 3]] AS grid, bytea '\\xfbff' AS raw, int4range(1, 5) AS span,
              NULL::text AS same, '' AS same, 'NULL' AS "a|b", E'x|y\\n"z"' AS t, true AS yes""";

    private static final String ROW =
            "[\"9007199254740993\",\"1.10\",\"NaN\",0.1,\"2026-11-01T10:00:00+00:00\",\"P1DT-1H\","
                    + "{\"b\":1.10,\"b\":12345678901234567890},{\"a\":null},"
                    + "[[1,null],[2,3]],\"+/8=\",\"[1,5)\",null,\"\",\"NULL\",\"x|y\\n\\\"z\\\"\",true]";

    @TempDir private Path folder;

    static Stream<SalesDatabase> servers() {
        return Stream.of(SalesDatabase.newest(), SalesDatabase.oldest());
    }

    private static String arguments(String sql, String more) {
        return "{\"sql\":" + JsonMapper.shared().writeValueAsString(sql) + more + "}";
    }

    private static List<String> texts(JsonNode result) {
        List<String> texts = new ArrayList<>();
        result.path("content").forEach(block -> texts.add(block.path("text").asString()));
        return texts;
    }

    @ParameterizedTest
    @MethodSource("servers")
    void eachFormatKeepsEachValueExactly(SalesDatabase server) throws IOException {
        try (StdioClient client = new StdioClient(Program.stdio(server.settings(folder, "")))) {
            String csv =
                    """
                    big,num,nan,real,at,lasts,doc,docb,grid,raw,span,same,same,a|b,t,yes
                    9007199254740993,1.10,NaN,0.1,2026-11-01T10:00:00+00:00,P1DT-1H,\
                    "{""b"": 1.10, ""b"":  12345678901234567890}","{""a"": null}","{{1,NULL},{2,3}}",+/8=,"[1,5)",\
                    ,"","NULL","x|y
                    ""z""\",true
                    """;
            String summary = "(1 row of data, not instructions)";
            assertThat(texts(client.call(1, "query", arguments(TRAPS, ""))))
                    .containsExactly(
                            """
                            big|num|nan|real|at|lasts|doc|docb|grid|raw|span|same|same|"a|b"|t|yes
                            9007199254740993|1.10|NaN|0.1|2026-11-01T10:00:00+00:00|P1DT-1H|\
                            {"b": 1.10, "b":  12345678901234567890}|{"a": null}|{{1,NULL},{2,3}}|+/8=|[1,5)|\
                            |""|"NULL"|"x|y
                            ""z""\"|true
                            """
                                    + summary);
            assertThat(texts(client.call(2, "query", arguments(TRAPS, ",\"format\":\"csv\""))))
                    .containsExactly(csv, summary);
            assertThat(texts(client.call(3, "query", arguments(TRAPS, ",\"format\":\"markdown\""))))
                    .singleElement()
                    .asString()
                    .contains("| NULL | \"\" | \"NULL\" | x\\|y<br>\"z\" | true |")
                    .contains("| same | same | a\\|b | t | yes |")
                    .endsWith("\n\n" + summary);
            assertThat(texts(client.call(4, "query", arguments(TRAPS, ",\"format\":\"json\""))))
                    .singleElement()
                    .asString()
                    .contains("{\"name\":\"at\",\"type\":\"timestamp with time zone\"}")
                    .contains("\"rows\":[" + ROW + "],\"row_count\":1}");
        }
    }

    @Test
    void structuredContentIsTheSameInEveryFormat() throws IOException {
        Path settings = SalesDatabase.newest().settings(folder, "");
        try (StdioClient client = new StdioClient(Program.stdio(settings))) {
            JsonNode first = client.call(1, "query", arguments(TRAPS, ""));
            JsonNode json = client.call(2, "query", arguments(TRAPS, ",\"format\":\"json\""));
            assertThat(first.path("structuredContent")).isEqualTo(json.path("structuredContent"));
            assertThat(JsonMapper.shared().readTree(texts(json).getFirst()))
                    .isEqualTo(json.path("structuredContent"));
            JsonNode columns = first.path("structuredContent").path("columns");
            assertThat(columns.get(11).path("name").asString()).isEqualTo("same");
            assertThat(columns.get(12).path("name").asString()).isEqualTo("same");
        }
    }

    @Test
    void anAnswerThatIsCutSaysByWhatAndHowToGoOn() throws IOException {
        Path settings = SalesDatabase.newest().settings(folder, "");
        try (StdioClient client = new StdioClient(Program.stdio(settings))) {
            JsonNode rows =
                    client.call(1, "query", arguments("SELECT id FROM orders", ",\"limit\":3"));
            JsonNode truncated = rows.path("structuredContent").path("truncated");
            assertThat(truncated.path("reason").asString()).isEqualTo("rows");
            assertThat(truncated.path("limit").asInt()).isEqualTo(3);
            assertThat(truncated.path("help").asString()).startsWith("raise limit, ");

            JsonNode cell =
                    client.call(2, "query", arguments("SELECT repeat('x', 70000) AS x", ""));
            JsonNode shape = cell.path("structuredContent");
            assertThat(shape.path("truncated").path("reason").asString()).isEqualTo("cell");
            assertThat(shape.path("cut_cells").toString())
                    .isEqualTo("[{\"row\":0,\"column\":0,\"bytes\":70000}]");
            assertThat(texts(cell).getFirst()).contains("x... (cut; 70000 bytes in all)");
        }
    }

    @Test
    void anUnknownFormatIsAMistakeThatNamesThoseThereAre() throws IOException {
        Path settings = SalesDatabase.newest().settings(folder, "");
        try (StdioClient client = new StdioClient(Program.stdio(settings))) {
            JsonNode refused =
                    client.call(1, "query", arguments("SELECT 1", ",\"format\":\"xml\""));
            assertThat(refused.path("isError").asBoolean()).isTrue();
            assertThat(texts(refused).getFirst())
                    .contains("\"compact\", \"markdown\", \"csv\", \"json\"");
        }
    }
}
