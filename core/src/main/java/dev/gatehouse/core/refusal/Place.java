package dev.gatehouse.core.refusal;

/**
 * A place in the caller's own text.
 *
 * @param line from 1; 0 when the place is not known
 * @param column from 1, counted in characters (code points); 0 when the place is not known
 */
public record Place(int line, int column) {

    /** No place is known. */
    public static final Place UNKNOWN = new Place(0, 0);

    /** The place of the character at {@code offset}, an index into {@code text} in UTF-16 units. */
    public static Place at(String text, int offset) {
        int end = Math.clamp(offset, 0, text.length());
        int lineStart = text.lastIndexOf('\n', end - 1) + 1;
        int line = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
        return new Place(line, text.codePointCount(lineStart, end) + 1);
    }

    /** Whether this is a place at all. */
    public boolean known() {
        return line > 0;
    }

    @Override
    public String toString() {
        return known() ? "line " + line + ":" + column : "";
    }
}
