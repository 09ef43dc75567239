package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.refusal.Place;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The text of a statement as the parser saw it: UTF-8, comments blanked, so that the parser's byte
 * offsets are also offsets into what the caller wrote. Finds where names begin and end; what it
 * finds is only trusted because the result is parsed again and proven.
 */
final class Source {

    private final byte[] original;
    private final byte[] bytes;

    /**
     * @param original what the caller wrote
     * @param bytes the same with every comment overwritten by spaces
     */
    Source(byte[] original, byte[] bytes) {
        this.original = original;
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    String slice(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The place of the byte at {@code offset} in what the caller wrote. */
    Place place(int offset) {
        if (offset < 0) {
            return Place.UNKNOWN;
        }
        int end = Math.min(offset, original.length);
        String before = new String(original, 0, end, StandardCharsets.UTF_8);
        return Place.at(before, before.length());
    }

    /**
     * The offset after the dotted name of {@code parts} parts that begins at {@code from}; -1:
     * none.
     */
    int endOfName(int from, int parts) {
        int end = endOfPart(from);
        for (int part = 1; part < parts && end >= 0; part++) {
            int dot = skipSpace(end);
            end = at(dot, '.') ? endOfPart(skipSpace(dot + 1)) : -1;
        }
        return end;
    }

    /** The offset after the dot that follows the name part at {@code from}; -1: no such thing. */
    int endOfQualifier(int from) {
        int end = endOfPart(from);
        int dot = end < 0 ? -1 : skipSpace(end);
        return dot >= 0 && at(dot, '.') ? dot + 1 : -1;
    }

    /** The offset after the {@code *} that may follow a table's name, or {@code from}. */
    int endOfStar(int from) {
        int star = skipSpace(from);
        return at(star, '*') ? star + 1 : from;
    }

    /**
     * The offset where the word before {@code offset} begins, if it is {@code word}; -1: it is not.
     */
    int startOfWordBefore(int offset, String word) {
        int end = offset;
        while (end > 0 && isSpace(bytes[end - 1])) {
            end--;
        }
        int start = end - word.length();
        boolean found = start >= 0 && slice(start, end).toLowerCase(Locale.ROOT).equals(word);
        return found ? start : -1;
    }

    /** The offset after {@code word}, if it is what comes next; -1: it is not. */
    int endOfWord(int from, String word) {
        int start = from < 0 ? bytes.length : skipSpace(from);
        int end = start + word.length();
        boolean found =
                end <= bytes.length && slice(start, end).toLowerCase(Locale.ROOT).equals(word);
        return found ? end : -1;
    }

    /**
     * The offset after the parentheses that open next and have no quotes in them; -1: there are
     * none.
     */
    int endOfParentheses(int from) {
        int at = from < 0 ? bytes.length : skipSpace(from);
        int open = 0;
        while (at < bytes.length && (open > 0 || bytes[at] == '(')) {
            open += bytes[at] == '(' ? 1 : bytes[at] == ')' ? -1 : 0;
            at++;
            if (open == 0) {
                return at;
            }
        }
        return -1;
    }

    /** The offset of the ONLY before the name at {@code offset}; -1: there is none. */
    int startOfOnly(int offset) {
        return startOfWordBefore(startOfParentheses(offset), "only");
    }

    /** Whether a parenthesis opens between two offsets. */
    boolean isParenthesized(int from, int to) {
        return slice(from, to).indexOf('(') >= 0;
    }

    /** Whether {@code before} is the byte in front of {@code offset}. */
    boolean isAfter(int offset, char before) {
        return offset > 0 && at(offset - 1, before);
    }

    /** The offset of the first of the parentheses that open in front of {@code offset}. */
    int startOfParentheses(int offset) {
        int start = offset;
        for (int at = offset - 1; at >= 0 && (isSpace(bytes[at]) || bytes[at] == '('); at--) {
            start = bytes[at] == '(' ? at : start;
        }
        return start;
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private boolean at(int offset, char wanted) {
        return offset < bytes.length && bytes[offset] == wanted;
    }

    private int endOfPart(int from) {
        if (at(from, '"')) {
            return endOfQuoted(from, '"');
        }
        if ((at(from, 'U') || at(from, 'u')) && at(from + 1, '&') && at(from + 2, '"')) {
            return endOfUescape(endOfQuoted(from + 2, '"'));
        }
        int end = from;
        while (end < bytes.length && isNamePart(bytes[end])) {
            end++;
        }
        return end > from ? end : -1;
    }

    /** A name in Unicode escapes may say its escape character: {@code U&"..." UESCAPE '!'}. */
    private int endOfUescape(int end) {
        if (end < 0) {
            return -1;
        }
        int word = skipSpace(end);
        int quote = word + "uescape".length();
        boolean said =
                quote <= bytes.length
                        && slice(word, quote).toLowerCase(Locale.ROOT).equals("uescape");
        return said ? endOfQuoted(skipSpace(quote), '\'') : end;
    }

    private int endOfQuoted(int from, char quote) {
        if (!at(from, quote)) {
            return -1;
        }
        for (int at = from + 1; at < bytes.length; at++) {
            if (bytes[at] == quote) {
                if (!at(at + 1, quote)) {
                    return at + 1;
                }
                at++;
            }
        }
        return -1;
    }

    /** What PostgreSQL's lexer takes for white space (scan.l). */
    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    /**
     * What may stand in an unquoted name (scan.l): letters, digits, _, $, every byte beyond ASCII.
     */
    private static boolean isNamePart(byte b) {
        return b < 0
                || b == '_'
                || b == '$'
                || (b >= '0' && b <= '9')
                || (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z');
    }
}
