package dev.gatehouse.gateway.audit;

/**
 * Text from outside, fit for a record: short, and without characters that could break a line, forge
 * what a terminal shows, or be no characters at all.
 */
final class AuditText {

    private static final int MOST_CHARACTERS = 256;
    private static final int REPLACEMENT = 0xFFFD;
    private static final int DELETE = 0x7F;

    private AuditText() {}

    /** The text, cut with an ellipsis; what cannot be shown becomes U+FFFD. */
    static String of(String text) {
        return of(text, MOST_CHARACTERS);
    }

    /** The same for a text that may be longer than others. */
    static String of(String text, int most) {
        return isShortAscii(text, most) ? text : cleaned(text, most);
    }

    private static boolean isShortAscii(String text, int most) {
        boolean plain = text.length() <= most;
        for (int i = 0; plain && i < text.length(); i++) {
            plain = text.charAt(i) < DELETE;
        }
        return plain;
    }

    private static String cleaned(String text, int most) {
        int[] characters = text.codePoints().limit(most + 1L).toArray();
        var kept = new StringBuilder();
        for (int i = 0; i < Math.min(characters.length, most); i++) {
            kept.appendCodePoint(isPlain(characters[i]) ? characters[i] : REPLACEMENT);
        }
        return kept.append(characters.length > most ? "…" : "").toString();
    }

    /** Controls below U+0020 are plain: JSON escapes them, and they come back as they were. */
    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.CONTROL -> c < ' ';
            default -> !turnsText(c);
        };
    }

    /** The directional formatting characters of UAX #9. */
    private static boolean turnsText(int c) {
        return c == 0x061C
                || (c >= 0x200E && c <= 0x200F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
