package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.result.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads arrays as the server prints them (PostgreSQL's manual, 8.15.6): nested at most six deep.
 */
final class ArrayReader {

    private final ResultType type;
    private final String text;
    private int at;

    private ArrayReader(ResultType type, String text) {
        this.type = type;
        this.text = text;
    }

    /** Reads a text that begins with its brace. */
    static Value.Array read(ResultType type, String text) {
        return new ArrayReader(type, text).array();
    }

    private Value.Array array() {
        List<Value> elements = new ArrayList<>();
        at++;
        while (text.charAt(at) != '}') {
            elements.add(element());
            if (text.charAt(at) == type.delimiter()) {
                at++;
            }
        }
        at++;
        return new Value.Array(elements, type.delimiter());
    }

    private Value element() {
        return switch (text.charAt(at)) {
            case '{' -> array();
            case '"' -> PostgresValues.scalar(type.element(), quoted());
            default -> {
                String plain = plain();
                yield plain.equals("NULL")
                        ? Value.Null.NULL
                        : PostgresValues.scalar(type.element(), plain);
            }
        };
    }

    private String plain() {
        int begin = at;
        while (text.charAt(at) != type.delimiter() && text.charAt(at) != '}') {
            at++;
        }
        return text.substring(begin, at);
    }

    private String quoted() {
        StringBuilder element = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            element.append(text.charAt(at++));
        }
        at++;
        return element.toString();
    }
}
