package dev.gatehouse.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Truncation;
import dev.gatehouse.core.result.Value;
import dev.gatehouse.mcp.tool.Content;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TablesTest {

    private static Answer.Table table(Truncation truncation, long limit, Value... values) {
        List<ResultColumn> columns =
                Stream.of(values).map(_ -> new ResultColumn("c", "text")).toList();
        return new Answer.Table(columns, List.of(List.of(values)), 0, truncation, limit);
    }

    private static String text(ToolResult result) {
        return ((Content.Text) result.content().getFirst()).text();
    }

    @ParameterizedTest
    @MethodSource("values")
    void showsEachKindOfValueExactly(Value value, String csv, String json) {
        ToolResult result = Tables.result(table(Truncation.NONE, 0, value));
        assertThat(text(result)).startsWith("c\n" + csv + "\n(1 row");
        assertThat(result.structuredContent().path("rows").toString())
                .isEqualTo("[[" + json + "]]");
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(Value.Null.NULL, "", "null"),
                Arguments.of(new Value.Text(""), "\"\"", "\"\""),
                Arguments.of(new Value.Text("NULL"), "NULL", "\"NULL\""),
                Arguments.of(new Value.Text("a,b"), "\"a,b\"", "\"a,b\""),
                Arguments.of(new Value.Text("say \"x\""), "\"say \"\"x\"\"\"", "\"say \\\"x\\\"\""),
                Arguments.of(new Value.Text("two\nlines"), "\"two\nlines\"", "\"two\\nlines\""),
                Arguments.of(new Value.Bool(true), "true", "true"),
                Arguments.of(new Value.Whole(42), "42", "42"),
                Arguments.of(
                        new Value.Whole(9007199254740991L), "9007199254740991", "9007199254740991"),
                Arguments.of(
                        new Value.Whole(9007199254740992L),
                        "9007199254740992",
                        "\"9007199254740992\""),
                Arguments.of(
                        new Value.Whole(Long.MIN_VALUE),
                        "-9223372036854775808",
                        "\"-9223372036854775808\""),
                Arguments.of(new Value.Numeric("0.10"), "0.10", "\"0.10\""),
                Arguments.of(new Value.Numeric("NaN"), "NaN", "\"NaN\""),
                Arguments.of(
                        new Value.Json("{\"a\": 1}"), "\"{\"\"a\"\": 1}\"", "\"{\\\"a\\\": 1}\""),
                Arguments.of(new Value.Binary("AAE="), "AAE=", "\"AAE=\""),
                Arguments.of(
                        new Value.Cut("abc", 9),
                        "abc... (cut; 9 bytes in all)",
                        "\"abc... (cut; 9 bytes in all)\""));
    }

    @Test
    void keepsColumnsOfTheSameName() {
        ToolResult result =
                Tables.result(table(Truncation.NONE, 0, new Value.Whole(1), new Value.Whole(2)));
        assertThat(text(result)).startsWith("c,c\n1,2\n");
    }

    @Test
    void saysWhyAnswersAreCutAndHowToGoOn() {
        ToolResult result = Tables.result(table(Truncation.ROWS, 1, new Value.Whole(1)));
        assertThat(text(result)).contains("(1 row, cut at the limit of 1 rows; ");
        assertThat(result.structuredContent().path("truncated").path("reason").asString())
                .isEqualTo("rows");
        assertThat(result.structuredContent().path("truncated").path("limit").asInt()).isEqualTo(1);
    }

    @Test
    void everyAnswerFitsTheOutputSchema() {
        for (Truncation truncation : Truncation.values()) {
            ToolResult result = Tables.result(table(truncation, 5, new Value.Whole(1)));
            assertThat(Tables.output().check(result.structuredContent())).isEmpty();
        }
    }
}
