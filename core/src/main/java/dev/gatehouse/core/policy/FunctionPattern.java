package dev.gatehouse.core.policy;

import dev.gatehouse.core.catalog.RelationName;
import java.util.Optional;

/**
 * Which functions a rule means: {@code schema.function}, with everything that has that name, or
 * {@code schema.*}. Names are written as in a {@link TablePattern}.
 *
 * @param name empty: every function of the schema that may be allowed
 */
public record FunctionPattern(String schema, Optional<String> name) {

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it is none, with words for whoever wrote it
     */
    public static FunctionPattern parse(String text) {
        if (text.indexOf('(') >= 0 && text.indexOf('"') < 0) {
            throw new IllegalArgumentException(
                    "`"
                            + text
                            + "` has arguments: write the name alone, which means each function of"
                            + " that name");
        }
        return read(text)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "`"
                                                + text
                                                + "` names no function: write schema.function or"
                                                + " schema.*"));
    }

    private static Optional<FunctionPattern> read(String text) {
        try {
            TablePattern parts = TablePattern.parse(text);
            return parts.schema().map(schema -> new FunctionPattern(schema, parts.name()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether this means the functions of a name. */
    boolean matches(RelationName function) {
        return schema.equals(function.schema()) && name.map(function.name()::equals).orElse(true);
    }

    /** The same pattern, as problems tell it. */
    public TablePattern written() {
        return new TablePattern(Optional.of(schema), name);
    }

    @Override
    public String toString() {
        return written().toString();
    }
}
