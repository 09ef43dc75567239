package dev.gatehouse.gateway.audit.trail;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a record says of its place in the chain.
 *
 * @param seq its number
 * @param prev hash of the record before it
 * @param torn what lies between the two
 */
public record Claim(long seq, String prev, Torn torn) {

    /** More bytes than any record has. */
    public static final int MOST_BYTES = 1024 * 1024;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{" + Sha256.DIGITS + "}");

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** What a line says; empty when it is no whole record. */
    public static Optional<Claim> of(byte[] line) {
        if (line.length >= MOST_BYTES) {
            return Optional.empty();
        }
        try (JsonParser members = JSON.createParser(line)) {
            return of(members);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** Reads on behind what is not of interest, which is most of a record. */
    private static Optional<Claim> of(JsonParser members) {
        long seq = 0;
        String prev = "";
        long tornBytes = 0;
        String tornHash = "";
        if (members.nextToken() != JsonToken.START_OBJECT) {
            return Optional.empty();
        }
        while (members.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = members.currentName();
            JsonToken value = members.nextToken();
            switch (name) {
                case "seq" -> seq = number(value, members);
                case "prev" -> prev = text(value, members);
                case "torn_bytes" -> tornBytes = number(value, members);
                case "torn_hash" -> tornHash = text(value, members);
                default -> members.skipChildren();
            }
        }
        boolean whole = members.nextToken() == null && seq > 0 && HASH.matcher(prev).matches();
        return whole
                ? Optional.of(new Claim(seq, prev, new Torn(tornBytes, tornHash)))
                : Optional.empty();
    }

    private static long number(JsonToken value, JsonParser members) {
        return value == JsonToken.VALUE_NUMBER_INT ? members.getLongValue() : skipped(members);
    }

    private static String text(JsonToken value, JsonParser members) {
        if (value == JsonToken.VALUE_STRING) {
            return members.getString();
        }
        members.skipChildren();
        return "";
    }

    private static long skipped(JsonParser members) {
        members.skipChildren();
        return 0;
    }

    /** A line as JSON; empty when it is no object. */
    public static Optional<JsonNode> read(byte[] line) {
        try {
            return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
