package dev.gatehouse.gateway.settings;

import java.util.Comparator;

/**
 * Where a setting was written.
 *
 * @param source the file as the operator named it, or the environment variable; empty when it was
 *     written nowhere
 * @param line from 1; 0 when it is not in a file
 * @param column from 1, in characters; 0 when it is not in a file
 */
public record Where(String source, int line, int column) implements Comparable<Where> {

    /** Written nowhere. */
    public static final Where NOWHERE = new Where("", 0, 0);

    /** Files come first, each from its beginning to its end. */
    private static final Comparator<Where> ORDER =
            Comparator.comparingInt((Where where) -> where.line == 0 ? 1 : 0)
                    .thenComparing(Where::source)
                    .thenComparingInt(Where::line)
                    .thenComparingInt(Where::column);

    static Where variable(String name) {
        return new Where(name, 0, 0);
    }

    @Override
    public int compareTo(Where other) {
        return ORDER.compare(this, other);
    }

    /** As compilers write it, such as {@code gatehouse.yaml:12:5}. */
    @Override
    public String toString() {
        return line > 0 ? source + ":" + line + ":" + column : source;
    }
}
