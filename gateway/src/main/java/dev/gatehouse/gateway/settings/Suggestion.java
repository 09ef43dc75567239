package dev.gatehouse.gateway.settings;

import dev.gatehouse.core.refusal.Nearest;
import java.util.Collection;
import java.util.Optional;

/** What to say of a name that is not known. */
final class Suggestion {

    /** No real name is nearly as long. */
    private static final int LONGEST = 64;

    private Suggestion() {}

    /** The name that was probably meant, or all of them. */
    static String of(String unknown, Collection<String> names) {
        return meant(unknown, names)
                .map(name -> "did you mean `" + name + "`?")
                .orElseGet(() -> "there is: " + String.join(", ", names));
    }

    private static Optional<String> meant(String unknown, Collection<String> names) {
        return unknown.length() > LONGEST
                ? Optional.empty()
                : Nearest.to(unknown, names).or(() -> endingWith(unknown, names));
    }

    /** Such as {@code query_timeout} for {@code timeout}: the first in the order of the names. */
    private static Optional<String> endingWith(String end, Collection<String> names) {
        return names.stream().filter(name -> name.endsWith("_" + end)).findFirst();
    }
}
