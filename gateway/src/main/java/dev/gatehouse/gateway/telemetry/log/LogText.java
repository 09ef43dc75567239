package dev.gatehouse.gateway.telemetry.log;

import java.util.regex.Pattern;

/** Text of others, fit for a line: it ends no line, and does nothing to a terminal. */
final class LogText {

    private static final int MOST_CHARACTERS = 16_000;
    private static final char REPLACEMENT = '\uFFFD';

    /** What logfmt needs no quotes around. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@+-]+");

    private LogText() {}

    /** A value of a field. */
    static String value(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        String escaped = shown(text).replace("\\", "\\\\").replace("\"", "\\\"");
        return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"';
    }

    /** A text of several lines, the second and later ones indented. */
    static String indented(String text) {
        String shown = shown(text);
        return shown.indexOf('\n') < 0
                ? shown
                : shown.stripTrailing().replace("\n", "\n" + LogFormat.INDENT);
    }

    /**
     * Ends of lines and tabulators stay; whatever else cannot be shown, or turns text, does not.
     */
    static String shown(String text) {
        String cut = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
        StringBuilder shown = new StringBuilder(cut.length());
        cut.replace("\r\n", "\n")
                .codePoints()
                .forEach(c -> shown.appendCodePoint(isShown(c) ? c : REPLACEMENT));
        return shown.toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t';
            case Character.SURROGATE,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
