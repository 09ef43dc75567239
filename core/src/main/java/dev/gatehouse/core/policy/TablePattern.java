package dev.gatehouse.core.policy;

import dev.gatehouse.core.catalog.RelationName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which tables a rule means: {@code schema.table}, a bare {@code table}, {@code schema.*} or {@code
 * *}. Names are as the database stores them; one that holds a dot, a star or a quote stands in
 * double quotes, as in SQL.
 *
 * @param schema empty: any
 * @param name empty: every table
 */
public record TablePattern(Optional<String> schema, Optional<String> name)
        implements Comparable<TablePattern> {

    private static final String PART = "(\"(?:[^\"]|\"\")+\"|[^\".*]+|\\*)";
    private static final Pattern TEXT = Pattern.compile("(?:" + PART + "\\.)?" + PART);

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it is none, with words for whoever wrote it
     */
    public static TablePattern parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches() || "*".equals(parts.group(1))) {
            throw new IllegalArgumentException(
                    "`" + text + "` names no table: write schema.table, table or schema.*");
        }
        return new TablePattern(part(parts.group(1)), part(parts.group(2)));
    }

    private static Optional<String> part(@Nullable String text) {
        if (text == null || text.equals("*")) {
            return Optional.empty();
        }
        return Optional.of(
                text.startsWith("\"")
                        ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                        : text);
    }

    /** Whether this means the relation; a bare name means it in every schema. */
    public boolean matches(RelationName relation) {
        return schema.map(relation.schema()::equals).orElse(true)
                && name.map(relation.name()::equals).orElse(true);
    }

    /** Whether this says the table's name, not only where it lies. */
    public boolean isNamed() {
        return name.isPresent();
    }

    /** The more a pattern says, the greater it is. */
    @Override
    public int compareTo(TablePattern other) {
        return Integer.compare(weight(), other.weight());
    }

    private int weight() {
        return (name.isPresent() ? 2 : 0) + (schema.isPresent() ? 1 : 0);
    }

    @Override
    public String toString() {
        return schema.map(it -> it + ".").orElse("") + name.orElse("*");
    }
}
