package dev.gatehouse.core.result;

import java.util.Locale;

/** Writes arrays as PostgreSQL does (its manual, 8.15.6). */
final class ArrayText {

    private ArrayText() {}

    static String of(Value.Array array) {
        StringBuilder text = new StringBuilder();
        append(array, text);
        return text.toString();
    }

    private static void append(Value.Array array, StringBuilder text) {
        text.append('{');
        boolean first = true;
        for (Value element : array.elements()) {
            if (!first) {
                text.append(array.delimiter());
            }
            first = false;
            switch (element) {
                case Value.Array inner -> append(inner, text);
                case Value.Null _ -> text.append("NULL");
                case Value other -> append(other.text(), array.delimiter(), text);
            }
        }
        text.append('}');
    }

    private static void append(String element, char delimiter, StringBuilder text) {
        if (!isQuoted(element, delimiter)) {
            text.append(element);
            return;
        }
        text.append('"');
        for (int at = 0; at < element.length(); at++) {
            char c = element.charAt(at);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }

    private static boolean isQuoted(String element, char delimiter) {
        return element.isEmpty()
                || element.toUpperCase(Locale.ROOT).equals("NULL")
                || element.chars().anyMatch(c -> c == delimiter || isSpecial(c));
    }

    private static boolean isSpecial(int c) {
        return c == '"'
                || c == '\\'
                || c == '{'
                || c == '}'
                || c == ' '
                || ('\t' <= c && c <= '\r');
    }
}
