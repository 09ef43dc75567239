package dev.gatehouse.gateway.audit;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.audit.AuditRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One record as a JSON object in the canonical form of RFC 8785: sorted members, no white space,
 * whole numbers, raw UTF-8. A member that has nothing to say is left out. Every text and list is
 * cut at a limit, so that no client can make a line longer than {@link #MOST_BYTES}.
 */
final class AuditLine {

    /** More than three full lists of the longest texts, each character as long as JSON can. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final int MOST_NAMES = 100;

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** No text can hold it: JSON escapes the quotation mark. */
    private static final byte[] NO_NUMBER = "\"seq\":0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] json;
    private final int number;

    /**
     * @param json the line with the number 0
     * @param number offset of that
     */
    private AuditLine(byte[] json, int number) {
        this.json = json;
        this.number = number;
    }

    /** A record as a line that still lacks its number. */
    static AuditLine of(AuditRecord audited) {
        byte[] json = JSON.writeValueAsBytes(Members.of(audited));
        int from = 0;
        while (!Arrays.equals(
                json, from, from + NO_NUMBER.length, NO_NUMBER, 0, NO_NUMBER.length)) {
            from++;
        }
        return new AuditLine(json, from + NO_NUMBER.length - 1);
    }

    /** The line with its number and its line end. */
    void writeTo(ByteArrayOutputStream out, long seq) {
        out.write(json, 0, number);
        out.writeBytes(Long.toString(seq).getBytes(StandardCharsets.US_ASCII));
        out.write(json, number + 1, json.length - number - 1);
        out.write('\n');
    }

    /** The number of a line; 0 when it is not a whole record. */
    static long numberOf(byte[] line) {
        try {
            JsonNode number = JSON.readTree(line).path("seq");
            return number.isIntegralNumber() ? number.asLong() : 0;
        } catch (JacksonException _) {
            return 0;
        }
    }

    /** What a line tells. */
    private record Members(ObjectNode fields) {

        static ObjectNode of(AuditRecord audited) {
            var line = new Members(JSON.createObjectNode());
            line.fields.put("seq", 0);
            line.put("time", time(audited.time()));
            line.fields.put("duration_ms", audited.duration().toMillis());
            line.put("caller", audited.caller().id());
            line.put("roles", audited.caller().roles());
            line.put(audited.ask().origin());
            if (audited.ask() instanceof Ask.Unfit unfit && unfit.times() > 1) {
                line.fields.put("times", unfit.times());
            }
            line.put("database", audited.database());
            if (audited.ask() instanceof Ask.Query query && !query.from().isStart()) {
                line.fields.put("skipped", query.from().row());
            }
            line.put("fp", audited.fingerprint());
            line.put("relations", audited.relations());
            line.put("reasons", audited.reasons());
            line.put(audited.outcome());
            return line.fields;
        }

        private static String time(Instant time) {
            return MICROSECONDS.format(time);
        }

        private void put(Origin origin) {
            put("transport", origin.transport());
            put("tool", origin.tool());
            put("session", origin.session());
            put("client", origin.client());
        }

        private void put(AuditRecord.Outcome outcome) {
            switch (outcome) {
                case AuditRecord.Outcome.Answered answered -> {
                    put("decision", "answered");
                    fields.put("rows", answered.rows());
                    fields.put("bytes", answered.bytes());
                    switch (answered.truncation()) {
                        case NONE -> {}
                        case CELL -> put("truncated", "cell");
                        case ROWS -> put("truncated", "rows");
                        case BYTES -> put("truncated", "bytes");
                    }
                }
                case AuditRecord.Outcome.Ended ended -> {
                    put("decision", "refused");
                    put("code", ended.code().name());
                }
            }
        }

        private void put(String name, String text) {
            if (!text.isEmpty()) {
                fields.put(name, AuditText.of(text));
            }
        }

        /** A list that was cut says how many names it had. */
        private void put(String name, List<String> names) {
            if (names.size() > MOST_NAMES) {
                fields.put(name + "_count", names.size());
            }
            if (!names.isEmpty()) {
                var array = fields.putArray(name);
                for (String each : names.subList(0, Math.min(names.size(), MOST_NAMES))) {
                    array.add(AuditText.of(each));
                }
            }
        }
    }
}
