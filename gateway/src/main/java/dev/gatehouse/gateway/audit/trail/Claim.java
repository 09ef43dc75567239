package dev.gatehouse.gateway.audit.trail;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
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
        return line.length < MOST_BYTES ? read(line).flatMap(Claim::of) : Optional.empty();
    }

    /** A line as JSON; empty when it is no object. */
    public static Optional<JsonNode> read(byte[] line) {
        try {
            return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static Optional<Claim> of(JsonNode line) {
        long seq = number(line.path("seq"));
        String prev = line.path("prev").asString("");
        var torn = new Torn(number(line.path("torn_bytes")), line.path("torn_hash").asString(""));
        return seq > 0 && HASH.matcher(prev).matches()
                ? Optional.of(new Claim(seq, prev, torn))
                : Optional.empty();
    }

    private static long number(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? node.asLong() : 0;
    }
}
