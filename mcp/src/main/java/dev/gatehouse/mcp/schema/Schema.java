package dev.gatehouse.mcp.schema;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema for one JSON value: it prints itself as JSON Schema 2020-12, checks values exactly as it
 * is printed, and describes mistakes in words that a model can act on. Schemas are values; the
 * methods that refine one return a new one.
 */
public sealed interface Schema
        permits AnySchema,
                ArraySchema,
                BooleanSchema,
                IntegerSchema,
                NumberSchema,
                ObjectSchema,
                StringSchema {

    /** The schema as JSON Schema 2020-12; a new tree for each caller. */
    ObjectNode toJson();

    /** What fits, as the object of "expected ...": {@code a whole number from 1 to 1000}. */
    String expectation();

    /** A value that fits; a missing node when none was given. */
    JsonNode example();

    /** The end of the name of the HTTP header that repeats the value; empty when none does. */
    default Optional<String> header() {
        return Optional.empty();
    }

    /**
     * Adds what is wrong with {@code value}, which stands at {@code place}, to {@code mistakes}.
     */
    void check(JsonNode value, String place, Mistakes mistakes);

    /** Any JSON value. */
    static AnySchema any(String description) {
        return new AnySchema(Notes.of(description));
    }

    /** A list whose elements all fit {@code items}. */
    static ArraySchema array(String description, Schema items) {
        return new ArraySchema(Notes.of(description), items, Integer.MAX_VALUE);
    }

    /** True or false. */
    static BooleanSchema bool(String description) {
        return new BooleanSchema(Notes.of(description));
    }

    /** A whole number that fits a {@code long}. */
    static IntegerSchema integer(String description) {
        return new IntegerSchema(Notes.of(description), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Any number. */
    static NumberSchema number(String description) {
        return new NumberSchema(Notes.of(description));
    }

    /** An object that has no properties yet, and never any other than those it is given. */
    static ObjectSchema object() {
        return ObjectSchema.EMPTY;
    }

    /** A text. */
    static StringSchema string(String description) {
        return new StringSchema(Notes.of(description), 0, Integer.MAX_VALUE, List.of());
    }
}
