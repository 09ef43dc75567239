package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.catalog.Routine;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions that one caller's statements may call: the harmless built-in ones, and those of
 * users that the caller's policy allows. What is neither is not there.
 */
final class Functions {

    private final Vocabulary vocabulary;
    private final Catalog visible;

    Functions(Vocabulary vocabulary, Catalog visible) {
        this.vocabulary = vocabulary;
        this.visible = visible;
    }

    /** Whether a name means a harmless built-in function; those are found before all others. */
    boolean isBuiltIn(List<String> name) {
        return Vocabulary.isBuiltIn(name) && vocabulary.hasFunction(name.getLast());
    }

    /** The function of users that a name means; empty when it means none that may be called. */
    Optional<RelationName> ofUsers(List<String> name) {
        return switch (name.size()) {
            case 1 -> visible.functionNamed(name.getFirst());
            case 2 -> Optional.of(new RelationName(name.get(0), name.get(1))).filter(this::allows);
            default -> Optional.empty();
        };
    }

    /** Whether a function of users may be called. */
    boolean allows(RelationName function) {
        return !visible.routines().named(function).isEmpty();
    }

    /** The types of users that a function of users takes or returns. */
    Set<RelationName> types(RelationName function) {
        return overloads(function).stream()
                .flatMap(each -> each.types().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a call is surely of a function that makes one value of the rows of a group. */
    boolean isAggregate(List<String> name) {
        if (isBuiltIn(name)) {
            return vocabulary.isAggregate(name.getLast());
        }
        List<Routine> found = ofUsers(name).map(this::overloads).orElse(List.of());
        return !found.isEmpty()
                && found.stream().allMatch(each -> each.kind() == Routine.Kind.AGGREGATE);
    }

    /** Whether a call may be of a function that yields any number of rows. */
    boolean isSetReturning(List<String> name) {
        return isBuiltIn(name)
                ? vocabulary.isSetReturning(name.getLast())
                : ofUsers(name).map(this::overloads).orElse(List.of()).stream()
                        .anyMatch(Routine::returnsSet);
    }

    private List<Routine> overloads(RelationName function) {
        return visible.routines().named(function);
    }

    /** The names to suggest one from: the built-in ones bare, the others with their schema. */
    Set<String> names() {
        Set<String> names = new HashSet<>(vocabulary.functionNames());
        ofUsers().forEach(each -> names.add(each.toString()));
        return names;
    }

    /** The names of the functions of users, sorted. */
    Set<RelationName> ofUsers() {
        return visible.routines().functions().keySet();
    }
}
