package dev.gatehouse.mcp.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

class RawJsonTest {

    private static String written(String text) {
        var array = JsonNodeFactory.instance.arrayNode().add(RawJson.of(text).orElseThrow());
        JsonWriter.requireWritable(array);
        return new String(new JsonWriter().write(array), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"b\":1,\"a\":2,\"a\":3} ~ {\"b\":1,\"a\":2,\"a\":3}",
                "12345678901234567890.1000 ~ 12345678901234567890.1000",
                "1e400 ~ 1e400",
                "-0 ~ -0",
                "\"\\ud800 \\\" \\\\ \\u0000\" ~ \"\\ud800 \\\" \\\\ \\u0000\"",
                "\"\uD83D\uDE00 \u00e9 \u2028\" ~ \"\uD83D\uDE00 \u00e9 \u2028\"",
                "{ \"a b\" : [ 1 , \" x \" , null ] } ~ {\"a b\":[1,\" x \",null]}",
            })
    void staysAsItWasWritten(String text, String expected) {
        assertThat(written(text)).isEqualTo("[" + expected + "]");
    }

    @Test
    void isOneLine() {
        assertThat(written("[\r\n\t1,\n2]\n")).isEqualTo("[[1,2]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "NaN",
                "Infinity",
                "1 2",
                "{} {}",
                "[1",
                "{\"a\":}",
                "'a'",
                "\"a",
                "\"a\nb\"",
                "// no\n1",
                "[1],\"jsonrpc\":\"2.0\""
            })
    void whatIsNotOneJsonTextIsNone(String text) {
        assertThat(RawJson.of(text)).isEmpty();
    }

    @Test
    void whatFewReadersWouldTakeIsNone() {
        assertThat(RawJson.of("[".repeat(201) + "]".repeat(201))).isEmpty();
        assertThat(RawJson.of("[".repeat(200) + "]".repeat(200))).isPresent();
        assertThat(RawJson.of("9".repeat(501))).isEmpty();
        assertThat(RawJson.of("9".repeat(500))).isPresent();
    }
}
