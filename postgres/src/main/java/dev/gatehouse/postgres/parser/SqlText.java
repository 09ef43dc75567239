package dev.gatehouse.postgres.parser;

import dev.gatehouse.postgres.parser.SqlTextException.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The checks that a text passes before PostgreSQL's parser sees it. */
final class SqlText {
    private static final int CHUNK = 1024;

    private SqlText() {}

    /** Refuses a text that is too long, has a NUL, which would end it, or is not UTF-8. */
    static void check(byte[] utf8, int maxBytes) {
        if (utf8.length > maxBytes) {
            throw new SqlTextException(
                    Reason.TOO_LONG,
                    -1,
                    "the SQL text has " + utf8.length + " bytes, more than " + maxBytes);
        }
        boolean ascii = true;
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] == 0) {
                throw new SqlTextException(Reason.NUL, i, "the SQL text has a NUL character");
            }
            ascii &= utf8[i] > 0;
        }
        if (!ascii) {
            checkEncoding(utf8);
        }
    }

    private static void checkEncoding(byte[] utf8) {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(utf8);
        CharBuffer out = CharBuffer.allocate(CHUNK);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw new SqlTextException(
                    Reason.NOT_UTF8, in.position(), "the SQL text is not valid UTF-8");
        }
    }

    /** How many words and signs a text consists of, in strings and comments, too. */
    static int parts(byte[] utf8) {
        int parts = 0;
        boolean inWord = false;
        for (byte unit : utf8) {
            boolean word = isWord(unit);
            boolean space = unit == ' ' || unit == '\n';
            parts += (word ? inWord : space) ? 0 : 1;
            inWord = word;
        }
        return parts;
    }

    private static boolean isWord(byte unit) {
        return unit < 0
                || unit == '_'
                || (unit >= '0' && unit <= '9')
                || (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z');
    }

    static boolean startsCharacter(byte unit) {
        return (unit & 0xC0) != 0x80;
    }

    /**
     * The byte at which a character begins.
     *
     * @param character its number, from 1; the one after the last means the end
     * @return -1 when the text has no such character
     */
    static int byteOffset(byte[] utf8, int character) {
        int seen = 0;
        for (int i = 0; i < utf8.length; i++) {
            if (startsCharacter(utf8[i]) && ++seen == character) {
                return i;
            }
        }
        return seen + 1 == character ? utf8.length : -1;
    }
}
