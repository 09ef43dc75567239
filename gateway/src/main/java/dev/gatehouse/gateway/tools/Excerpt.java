package dev.gatehouse.gateway.tools;

import java.util.Locale;

/** What is left of texts and numbers where an answer must stay small. */
final class Excerpt {

    private static final String[] UNITS = {"", "k", "M", "G", "T", "P", "E"};

    private Excerpt() {}

    /** The beginning of a text on one line; what was cut off leaves three dots. */
    static String line(String text, int most) {
        String cut = cut(text, most);
        return cut.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
    }

    /** The beginning of a text as it is; what was cut off leaves three dots. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "...";
    }

    /** A number by its first two digits at least, such as {@code 1.2M}. */
    static String number(long number) {
        int unit = 0;
        double left = number;
        while (left >= 999.5 && unit < UNITS.length - 1) {
            left /= 1000;
            unit++;
        }
        boolean whole = unit == 0 || left >= 9.95 || Math.abs(left - Math.rint(left)) < 0.05;
        return String.format(Locale.ROOT, whole ? "%.0f" : "%.1f", left) + UNITS[unit];
    }
}
