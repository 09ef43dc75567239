package dev.gatehouse.postgres.parser;

/**
 * A place in a text, for people: line and column from 1, the column in characters (Unicode code
 * points).
 */
public record Position(int line, int column) {
    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns count from 1");
        }
    }

    /**
     * The place of a byte in a text. As for PostgreSQL, a line ends with LF, CR or both.
     *
     * @param utf8 valid UTF-8
     * @param offset the byte, from 0; the text's length means its end
     */
    public static Position of(byte[] utf8, int offset) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(offset, utf8.length); i++) {
            boolean carriageReturnOfTwo =
                    utf8[i] == '\r' && i + 1 < utf8.length && utf8[i + 1] == '\n';
            if (utf8[i] == '\n' || (utf8[i] == '\r' && !carriageReturnOfTwo)) {
                line++;
                column = 1;
            } else if (SqlText.startsCharacter(utf8[i])) {
                column++;
            }
        }
        return new Position(line, column);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
