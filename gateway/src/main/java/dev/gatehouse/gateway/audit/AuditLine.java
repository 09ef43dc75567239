package dev.gatehouse.gateway.audit;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.audit.AuditRecord;
import dev.gatehouse.gateway.audit.trail.Claim;
import dev.gatehouse.gateway.audit.trail.Link;
import dev.gatehouse.gateway.audit.trail.Sha256;
import dev.gatehouse.gateway.audit.trail.Torn;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One record as a JSON object in the canonical form of RFC 8785: sorted members, no white space,
 * whole numbers, raw UTF-8. A member that has nothing to say is left out. Every text and list is
 * cut at a limit, so that no client can make a line longer than {@link #MOST_BYTES}.
 */
final class AuditLine {

    /** More than three full lists of the longest texts and the longest statement, in JSON. */
    static final int MOST_BYTES = Claim.MOST_BYTES;

    private static final int MOST_SQL = 64 * 1024;

    private static final int MOST_NAMES = 100;

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                                    .build())
                    .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                    .build();

    /** No text can hold it: JSON escapes the quotation mark. */
    private static final byte[] NO_NUMBER = "\"seq\":0".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NO_HASH =
            ("\"prev\":\"" + Link.START.hash()).getBytes(StandardCharsets.US_ASCII);

    private final byte[] json;
    private final int prev;
    private final int number;

    /**
     * @param json the line with no hash and the number 0
     * @param prev offset of the hash
     * @param number offset of the number
     */
    private AuditLine(byte[] json, int prev, int number) {
        this.json = json;
        this.prev = prev;
        this.number = number;
    }

    /** A record as a line that still lacks its number and the hash of the one before. */
    static AuditLine of(AuditRecord audited, SqlText sql) {
        return of(Members.of(audited, sql));
    }

    /** The record that tells of what was found behind the last one. */
    static AuditLine repaired(Torn torn, Instant time) {
        return of(Members.repaired(torn, time));
    }

    private static AuditLine of(ObjectNode members) {
        byte[] json = JSON.writeValueAsBytes(members);
        int hash = endOf(NO_HASH, json, 0) - Sha256.DIGITS;
        return new AuditLine(json, hash, endOf(NO_NUMBER, json, hash) - 1);
    }

    private static int endOf(byte[] part, byte[] json, int start) {
        int from = start;
        while (!Arrays.equals(json, from, from + part.length, part, 0, part.length)) {
            from++;
        }
        return from + part.length;
    }

    /** Writes the line behind another, with its line end; returns what the next one names. */
    Link writeTo(ByteArrayOutputStream out, Link last) {
        long seq = last.seq() + 1;
        byte[] digits = Long.toString(seq).getBytes(StandardCharsets.US_ASCII);
        byte[] hash = last.hash().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(hash, 0, json, prev, hash.length);
        MessageDigest digest = Sha256.begin();
        digest.update(json, 0, number);
        digest.update(digits);
        digest.update(json, number + 1, json.length - number - 1);
        out.write(json, 0, number);
        out.writeBytes(digits);
        out.write(json, number + 1, json.length - number - 1);
        out.write('\n');
        return new Link(seq, Sha256.hex(digest));
    }

    /** What a line tells. */
    private record Members(ObjectNode fields) {

        static Members begin() {
            var line = new Members(JSON.createObjectNode());
            line.fields.put("prev", Link.START.hash());
            line.fields.put("seq", 0);
            return line;
        }

        static ObjectNode repaired(Torn torn, Instant time) {
            var line = begin();
            line.put("time", time(time));
            line.put("decision", "repaired");
            line.fields.put("torn_bytes", torn.bytes());
            line.fields.put("torn_hash", torn.hash());
            return line.fields;
        }

        static ObjectNode of(AuditRecord audited, SqlText sql) {
            var line = begin();
            line.put("time", time(audited.time()));
            line.fields.put("duration_ms", audited.duration().toMillis());
            line.put("caller", audited.caller().id());
            line.put("roles", audited.caller().roles());
            line.put(audited.ask().origin());
            line.put("trace", audited.trace().id());
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
            line.putSql(audited, sql);
            return line.fields;
        }

        private static String time(Instant time) {
            return MICROSECONDS.format(time);
        }

        private void put(Origin origin) {
            put("transport", origin.transport());
            put("tool", origin.tool());
            put("session", origin.session());
            put("client", origin.client().name());
            put("client_version", origin.client().version());
            put("protocol", origin.client().protocol());
            put("address", origin.address());
            put("key", origin.key());
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

        private void putSql(AuditRecord audited, SqlText sql) {
            if (audited.ask() instanceof Ask.Statement statement) {
                sql.of(statement.sql())
                        .ifPresent(text -> fields.put("sql", AuditText.of(text, MOST_SQL)));
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
