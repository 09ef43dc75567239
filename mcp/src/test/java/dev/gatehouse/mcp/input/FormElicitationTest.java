package dev.gatehouse.mcp.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.mcp.input.FormField.Format;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormElicitationTest {

    private static final FormElicitation FORM =
            FormElicitation.of("Fill in")
                    .optional("text", FormField.text("", "").length(2, 3))
                    .optional("email", FormField.text("", "").format(Format.EMAIL))
                    .optional("uri", FormField.text("", "").format(Format.URI))
                    .optional("date", FormField.text("", "").format(Format.DATE))
                    .optional("time", FormField.text("", "").format(Format.DATE_TIME))
                    .optional("whole", FormField.whole("", "").range(1, 9))
                    .optional("real", FormField.number("", "").range(0, 1.5))
                    .optional("flag", FormField.flag("", ""))
                    .optional("choice", FormField.choice("", "", List.of("x", "y")))
                    .optional("choices", FormField.choices("", "", List.of("x", "y")).items(1, 2));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text | 'ab' | 'a'",
                "text | '\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00' | 'abcd'",
                "email | 'a@b.org' | 'a b@c'",
                "email | 'a@b' | 'a@b@c'",
                "uri | 'https://x.org/y' | '/y'",
                "uri | 'urn:a:b' | 'not a uri:'",
                "date | '2026-02-28' | '2026-02-30'",
                "time | '2026-02-28T10:00:00Z' | '2026-02-28'",
                "whole | 9 | 10",
                "whole | 5.0 | 5.5",
                "whole | 1 | 1e999999999",
                "whole | 1 | '1'",
                "real | 1.5 | 1.6",
                "real | 1e-3 | 1e999999999",
                "flag | false | 'false'",
                "choice | 'x' | 'z'",
                "choice | 'y' | ['x']",
                "choices | ['x','y'] | ['x','x']",
                "choices | ['y'] | []",
                "choices | ['x'] | 'x'",
                "choices | ['x'] | ['z']",
                "choices | ['x'] | [1]"
            })
    void takesExactlyWhatFits(String field, String good, String bad) {
        assertThat(read(field, good))
                .get()
                .isInstanceOfSatisfying(
                        Elicited.Accepted.class,
                        given -> assertThat(given.content().has(field)).isTrue());
        assertThat(read(field, bad)).isEmpty();
    }

    @Test
    void leavesOutWhatWasNotAskedForAndWhatWasNotFilledIn() {
        var given = (Elicited.Accepted) read("whole", "null,'more':1").orElseThrow();
        assertThat(given.content().isEmpty()).isTrue();
        assertThat(given.whole("whole")).isEmpty();
        assertThat(given.optionalText("text")).isEmpty();
        assertThat(given.texts("choices")).isEmpty();
        assertThat(given.flag("flag", true)).isTrue();
    }

    @Test
    void givesEachValueAsWhatItIs() {
        var given =
                (Elicited.Accepted)
                        read("whole", "5.0,'real':0.5,'text':'ab','flag':true,'choices':['x']")
                                .orElseThrow();
        assertThat(given.whole("whole")).hasValue(5);
        assertThat(given.number("real")).hasValue(0.5);
        assertThat(given.text("text")).isEqualTo("ab");
        assertThat(given.flag("flag", false)).isTrue();
        assertThat(given.texts("choices")).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "javascript:alert(1)", "/here", "https:///x"})
    void opensOnlyLinksToHosts(String url) {
        URI link = URI.create(url);
        assertThatThrownBy(() -> new UrlElicitation("Open", link))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "{}"})
    void asksUnderAPlainKey(String key) {
        Map<String, InputRequest<?>> requests = Map.of(key, FORM);
        assertThatThrownBy(() -> Outcome.askAll(requests, _ -> Outcome.done("never")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasEachFieldOnce() {
        FormField twice = FormField.flag("", "");
        assertThatThrownBy(() -> FORM.required("text", twice))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<Elicited> read(String field, String value) {
        JsonNode result =
                JsonMapper.builder()
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .build()
                        .readTree(
                                "{'action':'accept','content':{'%s':%s}}"
                                        .formatted(field, value)
                                        .replace('\'', '"'));
        return FORM.read(result);
    }
}
