package dev.gatehouse.mcp.completion;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Suggested values, best first (MCP, completion).
 *
 * @param values at most {@value #MOST}
 * @param total how many there are, also those that are not shown
 */
public record Completion(List<String> values, int total) {

    /** The most values that one answer may hold. */
    public static final int MOST = 100;

    /** No suggestions. */
    public static final Completion NONE = new Completion(List.of(), 0);

    public Completion {
        values = List.copyOf(values);
        if (values.size() > MOST || total < values.size()) {
            throw new IllegalArgumentException(
                    "a completion has at most " + MOST + " values, and never more than its total");
        }
    }

    /** The beginning of {@code all}, in its order, and how many there are. */
    public static Completion of(List<String> all) {
        return new Completion(all.stream().limit(MOST).toList(), all.size());
    }

    /** Those of {@code known} that begin like {@code typed}, whatever the case, in text order. */
    public static Completion startingWith(String typed, Collection<String> known) {
        String prefix = typed.toLowerCase(Locale.ROOT);
        return of(
                known.stream()
                        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(prefix))
                        .sorted()
                        .toList());
    }

    /** Whether there are values that are not shown. */
    public boolean hasMore() {
        return total > values.size();
    }
}
