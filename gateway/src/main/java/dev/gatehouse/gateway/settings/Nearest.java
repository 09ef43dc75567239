package dev.gatehouse.gateway.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant. */
final class Nearest {

    private static final int LONGEST = 64;

    private Nearest() {}

    /** The help for an unknown name: the nearest of the real ones, or all of them. */
    static String help(String unknown, Collection<String> names) {
        return to(unknown, names)
                .map(name -> "did you mean `" + name + "`?")
                .orElseGet(() -> "there is: " + String.join(", ", names));
    }

    private static Optional<String> to(String unknown, Collection<String> names) {
        String asked = plain(unknown);
        if (asked.isEmpty() || asked.length() > LONGEST) {
            return Optional.empty();
        }
        return names.stream()
                .filter(name -> isNear(asked, plain(name)))
                .min(Comparator.comparingInt(name -> distance(asked, plain(name))));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** A third of the letters may differ; the end of a longer name may stand for it. */
    private static boolean isNear(String asked, String name) {
        return distance(asked, name) <= Math.max(1, name.length() / 3)
                || (asked.length() > 2 && name.endsWith(asked));
    }

    /** The number of letters to insert, delete or exchange (Levenshtein). */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchange = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchange, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
