package dev.gatehouse.postgres.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The built-in functions and types that are known to do nothing but compute. */
final class Vocabulary {

    private final Set<String> functions;
    private final Set<String> aggregates;
    private final Set<String> setReturning;
    private final Set<String> types;
    private final Set<String> closedTypes;

    private Vocabulary(
            Set<String> functions,
            Set<String> aggregates,
            Set<String> setReturning,
            Set<String> types,
            Set<String> closedTypes) {
        this.functions = functions;
        this.aggregates = aggregates;
        this.setReturning = setReturning;
        this.types = types;
        this.closedTypes = closedTypes;
    }

    static Vocabulary load() {
        Set<String> functions = new HashSet<>(words("functions.txt"));
        Set<String> aggregates = words("aggregates.txt");
        functions.addAll(aggregates);
        return new Vocabulary(
                Set.copyOf(functions),
                aggregates,
                words("set-returning.txt"),
                words("types.txt"),
                words("closed-types.txt"));
    }

    private static Set<String> words(String resource) {
        Set<String> words = new HashSet<>();
        WordList.lines(resource).forEach(words::addAll);
        return Set.copyOf(words);
    }

    /** Whether a function of this name computes one value from the rows of a group. */
    boolean isAggregate(String name) {
        return aggregates.contains(name);
    }

    /** Whether a function of this name yields any number of rows. */
    boolean isSetReturning(String name) {
        return setReturning.contains(name);
    }

    /** Whether every built-in function of this name is harmless. */
    boolean hasFunction(String name) {
        return functions.contains(name);
    }

    /** Whether the built-in type of this name, or the type of its elements, is harmless. */
    boolean hasType(String name) {
        return types.contains(element(name));
    }

    /** Whether a cast to the built-in type of this name, or to its array, looks something up. */
    boolean isClosedType(String name) {
        return closedTypes.contains(element(name));
    }

    /** The type of the elements of a built-in array type, and every other type itself. */
    static String element(String name) {
        return name.startsWith("_") ? name.substring(1) : name;
    }

    /**
     * Whether a qualified or bare name lies in the system's own schema, the only one on the path.
     */
    static boolean isBuiltIn(List<String> name) {
        return name.size() == 1 || (name.size() == 2 && name.getFirst().equals("pg_catalog"));
    }

    /** The names of the functions, to suggest one from. */
    Set<String> functionNames() {
        return functions;
    }
}
