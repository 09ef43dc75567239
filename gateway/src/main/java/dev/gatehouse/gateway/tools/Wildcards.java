package dev.gatehouse.gateway.tools;

import java.util.List;
import java.util.Locale;

/**
 * What names are like: {@code *} and {@code %} stand for any characters, capitals do not matter.
 * However many stand there, a name is looked through once.
 *
 * @param parts the texts before, between and behind them, in order
 */
record Wildcards(List<String> parts) {

    static Wildcards parse(String written) {
        return new Wildcards(List.of(lower(written).split("[*%]", -1)));
    }

    boolean match(String name) {
        String text = lower(name);
        String first = parts.getFirst();
        return parts.size() == 1
                ? text.equals(first)
                : text.startsWith(first) && matchBehind(text, first.length());
    }

    private boolean matchBehind(String text, int start) {
        int at = start;
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = text.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        String last = parts.getLast();
        return text.length() - at >= last.length() && text.endsWith(last);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
