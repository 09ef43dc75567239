package dev.gatehouse.gateway.settings;

import java.util.Comparator;
import java.util.Locale;

/**
 * Something that is wrong with the settings. Never shows the value of a secret.
 *
 * @param message what is the matter
 * @param help what to do about it; empty when the message says it all
 */
public record Problem(Severity severity, Where where, String message, String help)
        implements Comparable<Problem> {

    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::where)
                    .thenComparing(Problem::severity)
                    .thenComparing(Problem::message)
                    .thenComparing(Problem::help);

    /** How bad it is. */
    public enum Severity {
        /** Nothing starts. */
        ERROR,
        /** It is better mended. */
        WARNING
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** One line, such as {@code gatehouse.yaml:12:5: error: what; help}. */
    @Override
    public String toString() {
        String place = where.equals(Where.NOWHERE) ? "" : where + ": ";
        String kind = severity.name().toLowerCase(Locale.ROOT);
        return place + kind + ": " + message + (help.isEmpty() ? "" : "; " + help);
    }
}
