package dev.gatehouse.mcp.json;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.util.RawValue;

/**
 * JSON texts that stay as they were written inside a tree: each digit of their numbers, their
 * members in order, also those of the same name. Only white space between tokens goes, because a
 * message is one line.
 */
public final class RawJson {

    /** Deeper documents and longer numbers are more than common readers of JSON take. */
    private static final int NESTING = 200;

    private static final int DIGITS = 500;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(NESTING)
                                    .maxNumberLength(DIGITS)
                                    .build())
                    .build();

    private RawJson() {}

    /**
     * The text as a node that only {@link JsonWriter} writes.
     *
     * @return empty when it is not one JSON text (RFC 8259), or is nested deeper than 200 levels,
     *     or has a number of more than 500 characters
     */
    public static Optional<JsonNode> of(String text) {
        return isOneValue(text)
                ? Optional.of(JsonNodeFactory.instance.rawValueNode(new RawValue(packed(text))))
                : Optional.empty();
    }

    private static boolean isOneValue(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException _) {
            return false;
        }
    }

    /** The text of valid JSON without the white space outside its strings. */
    private static String packed(String text) {
        StringBuilder packed = new StringBuilder(text.length());
        boolean inString = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (inString && c == '\\') {
                packed.append(c).append(text.charAt(++at));
            } else if (inString || c > ' ') {
                packed.append(c);
                inString ^= c == '"';
            }
        }
        return packed.toString();
    }
}
