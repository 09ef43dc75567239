package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.json.JsonWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells trees apart by a short text: SHA-256, without regard to the order of names in objects. */
final class Fingerprint {

    private static final JsonWriter WRITER = new JsonWriter();

    private Fingerprint() {}

    /** The fingerprint of {@code json}. */
    static String of(JsonNode json) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(WRITER.write(ordered(json)));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static JsonNode ordered(JsonNode json) {
        return switch (json) {
            case ObjectNode object -> {
                ObjectNode ordered = Wire.object();
                new TreeSet<>(object.propertyNames())
                        .forEach(name -> ordered.set(name, ordered(object.path(name))));
                yield ordered;
            }
            case ArrayNode array -> {
                ArrayNode ordered = array.arrayNode();
                array.forEach(element -> ordered.add(ordered(element)));
                yield ordered;
            }
            default -> json;
        };
    }
}
