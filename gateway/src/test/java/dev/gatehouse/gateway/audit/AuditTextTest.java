package dev.gatehouse.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.audit.AuditRecord;
import dev.gatehouse.gateway.audit.trail.Link;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of hostile text on its way into a record. */
class AuditTextTest {

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "größer 客户 \uD83D\uDE00, größer 客户 \uD83D\uDE00",
        "lone \uD83D, lone \uFFFD",
        "lone \uDE00\uD83D x, lone \uFFFD\uFFFD x",
        "turned \u202Etxt, turned \uFFFDtxt",
        "isolated \u2066txt, isolated \uFFFDtxt",
        "separated \u2028 \u2029 \u0085, separated \uFFFD \uFFFD \uFFFD",
        "deleted \u007F \u009B, deleted \uFFFD \uFFFD",
    })
    void whatCannotBeShownIsReplaced(String text, String kept) {
        assertThat(AuditText.of(text)).isEqualTo(kept);
        assertThat(written(text)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | \\u0000", "10 | \\n", "27 | \\u001b", "34 | \\\"", "92 | \\\\"})
    void controlsAreEscapedAsRfc8785Says(int character, String escaped) {
        String text = "a" + (char) character + "\"}\n{\"seq\":99}";
        assertThat(line(text)).contains("\"client\":\"a" + escaped).doesNotContain("\n");
        assertThat(written(text)).isEqualTo(text);
    }

    @Test
    void longTextIsCut() {
        assertThat(AuditText.of("a".repeat(256))).hasSize(256).doesNotContain("…");
        assertThat(AuditText.of("a".repeat(1 << 20))).hasSize(257).endsWith("a…");
        assertThat(AuditText.of("\uD83D\uDE00".repeat(1 << 20))).hasSize(513);
    }

    @Test
    void noRecordIsLongerThanTheLimit() {
        List<String> many = Collections.nCopies(10_000, "\u0001".repeat(1_000));
        AuditRecord audited = AuditRecords.of("\u0001".repeat(1_000_000), many.getFirst(), many);
        String line = text(audited);
        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(AuditLine.MOST_BYTES);
        JsonNode node = JsonMapper.shared().readTree(line);
        assertThat(node.path("relations").size()).isEqualTo(100);
        assertThat(node.path("relations_count").asInt()).isEqualTo(10_000);
    }

    private static String written(String client) {
        return JsonMapper.shared().readTree(line(client)).path("client").asString();
    }

    private static String line(String client) {
        return text(AuditRecords.of(client, "", List.of(), AuditRecords.ANSWERED));
    }

    private static String text(AuditRecord audited) {
        var line = new ByteArrayOutputStream();
        AuditLine.of(audited, SqlText.FULL).writeTo(line, Link.START);
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}
