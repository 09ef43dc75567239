package dev.gatehouse.mcp.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant (Levenshtein distance, without regard to case). */
public final class NearestName {

    private static final int LONGEST = 128;

    private NearestName() {}

    /**
     * The nearest of {@code names}; empty when none is near: more than a third would have to
     * change.
     */
    public static Optional<String> to(String wrong, Collection<String> names) {
        if (wrong.length() > LONGEST) {
            return Optional.empty();
        }
        return names.stream()
                .filter(name -> distance(wrong, name) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(wrong, name)));
    }

    /** The same as a question behind a refusal, such as {@code (did you mean "add"?)}, or "". */
    public static String hint(String wrong, Collection<String> names) {
        return to(wrong, names).map(near -> " (did you mean \"" + near + "\"?)").orElse("");
    }

    private static int distance(String left, String right) {
        String from = left.toLowerCase(Locale.ROOT);
        String to = right.toLowerCase(Locale.ROOT);
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
