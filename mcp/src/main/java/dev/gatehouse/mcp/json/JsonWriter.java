package dev.gatehouse.mcp.json;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;
import tools.jackson.databind.util.RawValue;

/** Writes a tree as one line of JSON text in UTF-8; the counterpart of {@link JsonReader}. */
public final class JsonWriter {

    private final JsonFactory factory = JsonFactory.builder().build();

    /** Writes {@code value}, without a line break inside or after it. */
    public byte[] write(JsonNode value) {
        var bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(value, generator);
        }
        return bytes.toByteArray();
    }

    /**
     * Checks that {@code value} can be written: a tree that was built by hand may hold what JSON
     * has no text for.
     *
     * @throws IllegalArgumentException when it cannot
     */
    public static void requireWritable(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT, ARRAY -> value.forEach(JsonWriter::requireWritable);
            case NUMBER -> {
                if (value.numberValue() instanceof Double || value.numberValue() instanceof Float) {
                    finite(value.doubleValue());
                }
            }
            case STRING, BOOLEAN, NULL -> {}
            case POJO -> raw(value);
            case MISSING, BINARY -> throw unwritable(value);
        }
    }

    private static void write(JsonNode value, JsonGenerator to) {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, to);
            case ARRAY -> writeArray(value, to);
            case STRING -> to.writeString(value.stringValue());
            case NUMBER -> writeNumber(value, to);
            case BOOLEAN -> to.writeBoolean(value.booleanValue());
            case NULL -> to.writeNull();
            case POJO -> to.writeRawValue(raw(value));
            case MISSING, BINARY -> throw unwritable(value);
        }
    }

    private static void writeObject(JsonNode value, JsonGenerator to) {
        to.writeStartObject();
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            to.writeName(property.getKey());
            write(property.getValue(), to);
        }
        to.writeEndObject();
    }

    private static void writeArray(JsonNode value, JsonGenerator to) {
        to.writeStartArray();
        for (JsonNode element : value) {
            write(element, to);
        }
        to.writeEndArray();
    }

    private static void writeNumber(JsonNode value, JsonGenerator to) {
        switch (value.numberValue()) {
            case BigInteger whole -> to.writeNumber(whole);
            case BigDecimal decimal -> to.writeNumber(decimal);
            case Double real -> to.writeNumber(finite(real));
            case Float real -> to.writeNumber(finite(real.doubleValue()));
            case Number whole -> to.writeNumber(whole.longValue());
        }
    }

    /** The text of {@link RawJson}. */
    private static String raw(JsonNode value) {
        if (value instanceof POJONode node
                && node.getPojo() instanceof RawValue raw
                && raw.rawValue() instanceof String text) {
            return text;
        }
        throw unwritable(value);
    }

    private static IllegalArgumentException unwritable(JsonNode value) {
        return new IllegalArgumentException("JSON has no text for " + value.getNodeType());
    }

    private static double finite(double real) {
        if (!Double.isFinite(real)) {
            throw new IllegalArgumentException("JSON has no number for " + real);
        }
        return real;
    }
}
