package dev.gatehouse.mcp.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one JSON text (RFC 8259) into a tree. Strict: UTF-8 only, one value, no member twice.
 * Numbers keep their exact value.
 *
 * <p>The tree is built here, token by token, because the first use of an object mapper costs four
 * times as much as everything else between the start of the process and its first answer.
 */
public final class JsonReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonFactory factory;

    public JsonReader(JsonLimits limits) {
        var constraints =
                StreamReadConstraints.builder()
                        .maxNestingDepth(limits.nesting())
                        .maxTokenCount(limits.tokens())
                        .maxStringLength(limits.stringLength())
                        .maxNameLength(Math.min(limits.stringLength(), 10_000))
                        .maxNumberLength(limits.numberLength())
                        .build();
        factory =
                JsonFactory.builder()
                        .streamReadConstraints(constraints)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build();
    }

    /** Reads the UTF-8 bytes of one JSON text. */
    public JsonNode read(byte[] utf8) throws MalformedJsonException {
        char[] text = decode(utf8);
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            JsonNode value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("There is more than one JSON value" + at(parser));
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new MalformedJsonException(
                    "The JSON is too deep, or has too many or too long parts");
        } catch (ArithmeticException | NumberFormatException e) {
            // An exponent that no number of ours has room for is found when the number is taken.
            throw new MalformedJsonException("The JSON holds a number beyond all bounds");
        } catch (JacksonException e) {
            throw new MalformedJsonException("Invalid JSON at column " + column(e));
        }
    }

    private static char[] decode(byte[] utf8) throws MalformedJsonException {
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            var decoded = decoder.decode(ByteBuffer.wrap(utf8));
            char[] text = new char[decoded.remaining()];
            decoded.get(text);
            return text;
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("The message is not valid UTF-8");
        }
    }

    private static JsonNode value(JsonParser parser, @Nullable JsonToken token)
            throws MalformedJsonException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case null, default ->
                    throw new MalformedJsonException("The JSON ends too early" + at(parser));
        };
    }

    private static JsonNode object(JsonParser parser) throws MalformedJsonException {
        ObjectNode object = NODES.objectNode();
        for (JsonToken token = parser.nextToken();
                token == JsonToken.PROPERTY_NAME;
                token = parser.nextToken()) {
            String name = parser.currentName();
            object.set(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static JsonNode array(JsonParser parser) throws MalformedJsonException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            array.add(value(parser, token));
        }
        return array;
    }

    private static JsonNode whole(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL ->
                    NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private static String at(JsonParser parser) {
        return " at column " + parser.currentLocation().getColumnNr();
    }

    private static int column(JacksonException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
    }
}
