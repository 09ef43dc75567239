package dev.gatehouse.core.refusal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class Nearest {

    private Nearest() {}

    /**
     * The candidate that differs least from {@code name}, capitals aside; empty when none is near
     * enough to be meant. Among equals the first in alphabetical order.
     */
    public static Optional<String> to(String name, Collection<String> candidates) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int enough = Math.max(1, name.length() / 3);
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= enough)
                .map(candidate -> new Scored(candidate, distance(wanted, candidate)))
                .filter(scored -> scored.distance <= enough)
                .min(Comparator.comparingInt(Scored::distance).thenComparing(Scored::candidate))
                .map(Scored::candidate);
    }

    private record Scored(String candidate, int distance) {}

    /** Insertions, deletions and exchanges of one character that lead from one to the other. */
    private static int distance(String wanted, String candidate) {
        String other = candidate.toLowerCase(Locale.ROOT);
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= wanted.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchanged =
                        above[j - 1] + (wanted.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
