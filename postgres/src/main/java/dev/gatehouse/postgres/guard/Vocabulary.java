package dev.gatehouse.postgres.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The built-in functions and types that are known to do nothing but compute. */
final class Vocabulary {

    private final Set<String> functions;
    private final Set<String> types;

    private Vocabulary(Set<String> functions, Set<String> types) {
        this.functions = Set.copyOf(functions);
        this.types = Set.copyOf(types);
    }

    static Vocabulary load() {
        return new Vocabulary(words("functions.txt"), words("types.txt"));
    }

    private static Set<String> words(String resource) {
        Set<String> words = new HashSet<>();
        WordList.lines(resource).forEach(words::addAll);
        return words;
    }

    /** Whether every built-in function of this name is harmless. */
    boolean hasFunction(String name) {
        return functions.contains(name);
    }

    /** Whether the built-in type of this name, or the type of its elements, is harmless. */
    boolean hasType(String name) {
        return types.contains(name.startsWith("_") ? name.substring(1) : name);
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
