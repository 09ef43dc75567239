package dev.gatehouse.mcp.json;

/** Text of the other side, made fit to be shown in a message or a log. */
public final class Excerpt {

    private static final int REPLACEMENT = 0xFFFD;

    private Excerpt() {}

    /**
     * The beginning of {@code text}: at most {@code longest} characters, dots where more follow,
     * and neither control characters nor halves of a surrogate pair, which not every reader
     * survives.
     */
    public static String of(String text, int longest) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), longest + 3));
        text.codePoints().limit(longest).map(Excerpt::printable).forEach(shown::appendCodePoint);
        boolean whole = text.codePointCount(0, text.length()) <= longest;
        return whole ? shown.toString() : shown.append("...").toString();
    }

    private static int printable(int character) {
        boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return half || Character.isISOControl(character) ? REPLACEMENT : character;
    }
}
