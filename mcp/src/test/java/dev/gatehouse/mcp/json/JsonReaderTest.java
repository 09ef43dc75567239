package dev.gatehouse.mcp.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    private final JsonReader reader = new JsonReader(new JsonLimits(4, 20, 50, 40));
    private final JsonWriter writer = new JsonWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "\"a\\u2028\\n\\\"b\"",
                "[]",
                "{}",
                "{\"a\":[1,-2,{\"b\":null}],\"c\":\"\"}",
                "9223372036854775808",
                "-123456789012345678901234567890",
                "0.10",
                "1E+30"
            })
    void keepsEveryValueExactly(String json) throws MalformedJsonException {
        byte[] written = writer.write(reader.read(json.getBytes(UTF_8)));

        assertThat(reader.read(written)).isEqualTo(reader.read(json.getBytes(UTF_8)));
        assertThat(new String(written, UTF_8)).doesNotContain("\n");
    }

    @Test
    void writesNumbersAsTheyCame() throws MalformedJsonException {
        byte[] json = "[0.10,12345678901234567890,1.0]".getBytes(UTF_8);

        assertThat(writer.write(reader.read(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,\"a\":1}",
                "1 2",
                "'a'",
                "01",
                "+1",
                "NaN",
                "// comment\n1",
                "[[[[[1]]]]]",
                "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]",
                "\"123456789012345678901234567890123456789012345678901\"",
                "12345678901234567890123456789012345678901",
                "1e99999999999",
                "0e99999999999",
                "[1e-99999999999]"
            })
    void refusesWhatIsNotStrictJsonOrTooLarge(String json) {
        assertThatThrownBy(() -> reader.read(json.getBytes(UTF_8)))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void refusesEveryOtherEncoding() {
        assertThatThrownBy(() -> reader.read("[]".getBytes(UTF_16)))
                .isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> reader.read("\"é\"".getBytes(ISO_8859_1)))
                .hasMessage("The message is not valid UTF-8");
    }
}
