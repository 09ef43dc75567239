package dev.gatehouse.gateway.identity;

import dev.gatehouse.core.ask.Attribute;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a token says, once it is known who says it. */
record TokenClaims(JsonNode root) {

    /** Numbers stay exact; whoever writes a claim twice wants two readers to disagree. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** What is written in a few letters can have a billion digits. */
    private static final int MOST_DIGITS = 1_000;

    /** The claims in a text; empty when it is no JSON object. */
    static Optional<TokenClaims> read(String text) {
        try {
            return Optional.of(JSON.readTree(text))
                    .filter(JsonNode::isObject)
                    .map(TokenClaims::new);
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    boolean has(String claim) {
        return !root.path(claim).isMissingNode();
    }

    /** A claim, by its whole name, which may have dots in it, or by the way to it. */
    private JsonNode find(String claim) {
        if (has(claim)) {
            return root.path(claim);
        }
        JsonNode at = root;
        for (String step : claim.split("\\.", -1)) {
            at = at.path(step);
        }
        return at;
    }

    Optional<String> text(String claim) {
        return find(claim).asStringOpt().filter(_ -> find(claim).isString());
    }

    /** The texts of a claim that holds one or several. */
    Set<String> texts(String claim) {
        return members(find(claim))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A time in seconds since 1970 (RFC 7519, section 2, NumericDate). */
    Optional<Instant> time(String claim) {
        JsonNode found = root.path(claim);
        if (!found.isNumber()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochSecond(found.decimalValue().longValueExact()));
        } catch (ArithmeticException | DateTimeException notWhole) {
            return fraction(found.decimalValue());
        }
    }

    /** Seconds with a fraction; empty when no time is so far away. */
    private static Optional<Instant> fraction(BigDecimal seconds) {
        boolean near =
                seconds.abs().compareTo(BigDecimal.valueOf(Instant.MAX.getEpochSecond())) < 0;
        return near ? Optional.of(Instant.ofEpochSecond(seconds.longValue())) : Optional.empty();
    }

    /** What the token is good for (RFC 9068, section 2.2.3), or what others write for that. */
    Set<String> scopes() {
        return texts(has("scope") ? "scope" : "scp").stream()
                .flatMap(list -> Arrays.stream(list.split(" ")))
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Claims as attributes of a caller; what is not there, or an object, is none.
     *
     * @param named the claims, by the names of the attributes
     */
    Map<String, Attribute> attributes(Map<String, String> named) {
        Map<String, Attribute> attributes = new HashMap<>();
        named.forEach(
                (name, claim) -> attribute(find(claim)).ifPresent(it -> attributes.put(name, it)));
        return attributes;
    }

    private static Optional<Attribute> attribute(JsonNode found) {
        if (!found.isArray()) {
            return single(found).map(it -> it);
        }
        List<Optional<Attribute.Single>> members = members(found).map(TokenClaims::single).toList();
        return members.stream().allMatch(Optional::isPresent)
                ? Optional.of(
                        new Attribute.Many(members.stream().flatMap(Optional::stream).toList()))
                : Optional.empty();
    }

    private static Optional<Attribute.Single> single(JsonNode found) {
        if (found.isString()) {
            return Optional.of(new Attribute.Text(found.asString()));
        }
        if (found.isNumber()) {
            return Optional.of(found.decimalValue())
                    .filter(it -> Math.abs((long) it.scale()) <= MOST_DIGITS)
                    .map(Attribute.Numeric::new);
        }
        return found.isBoolean()
                ? Optional.of(new Attribute.Truth(found.asBoolean()))
                : Optional.empty();
    }

    private static Stream<JsonNode> members(JsonNode found) {
        return found.isArray() ? found.valueStream() : Stream.of(found);
    }

    /** Not what it says. */
    @Override
    public String toString() {
        return "TokenClaims[]";
    }
}
