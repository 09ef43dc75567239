package dev.gatehouse.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words in names and sentences: what stands between other characters than letters and digits,
 * between letters and digits, and between the humps of {@code camelCase}; in small letters and in
 * the singular, as far as English endings tell.
 */
final class Words {

    /** A longer word is no word. */
    private static final int LONGEST = 64;

    /** Where the plural has two letters more. */
    private static final List<String> ES =
            List.of("sses", "shes", "ches", "xes", "nuses", "puses", "ruses", "tuses");

    private static final List<String> NO_PLURAL = List.of("ss", "us", "is");

    private Words() {}

    /**
     * @param most the most words, the first ones
     */
    static List<String> of(String text, int most) {
        List<String> words = new ArrayList<>();
        int begin = 0;
        for (int at = 1; at <= text.length() && words.size() < most; at++) {
            if (at == text.length() || isBorder(text, at)) {
                add(text.substring(begin, at), words);
                begin = at;
            }
        }
        return words;
    }

    private static void add(String part, List<String> words) {
        if (Character.isLetterOrDigit(part.charAt(0)) && part.length() <= LONGEST) {
            words.add(singular(part.toLowerCase(Locale.ROOT)));
        }
    }

    /** Whether something else begins at a place; {@code HTTPServer} has two words, too. */
    private static boolean isBorder(String text, int at) {
        Sort before = Sort.of(text.charAt(at - 1));
        Sort here = Sort.of(text.charAt(at));
        if (before == Sort.UPPER && here == Sort.LOWER) {
            return false;
        }
        boolean lastHump =
                before == Sort.UPPER
                        && here == Sort.UPPER
                        && at + 1 < text.length()
                        && Sort.of(text.charAt(at + 1)) == Sort.LOWER;
        return before != here || lastHump;
    }

    private enum Sort {
        UPPER,
        LOWER,
        DIGIT,
        OTHER;

        /** Letters without case count as small, and so do the marks on them. */
        static Sort of(char c) {
            if (Character.isUpperCase(c)) {
                return UPPER;
            }
            if (Character.isDigit(c)) {
                return DIGIT;
            }
            boolean letter =
                    Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
            return letter ? LOWER : OTHER;
        }
    }

    private static String singular(String word) {
        int length = word.length();
        if (length > 4 && word.endsWith("ies")) {
            return word.substring(0, length - 3) + "y";
        }
        if (length > 4 && ES.stream().anyMatch(word::endsWith)) {
            return word.substring(0, length - 2);
        }
        boolean plural =
                length > 3 && word.endsWith("s") && NO_PLURAL.stream().noneMatch(word::endsWith);
        return plural ? word.substring(0, length - 1) : word;
    }
}
