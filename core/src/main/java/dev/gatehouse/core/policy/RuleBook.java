package dev.gatehouse.core.policy;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what one policy says of a relation of one database. */
final class RuleBook {

    private final Rules rules;
    private final Catalog catalog;

    /** What the bare names in the list of allowed tables mean. */
    private final Set<RelationName> bare;

    /**
     * @param catalog the whole of the database, with the search path that callers have
     */
    RuleBook(Rules rules, Catalog catalog) {
        this.rules = rules;
        this.catalog = catalog;
        this.bare =
                rules.allowed().stream()
                        .flatMap(List::stream)
                        .filter(RuleBook::isBare)
                        .flatMap(pattern -> found(pattern.name().orElseThrow()).stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether the relation, or a table that it is a part or child of, is on the list of denials.
     */
    boolean isDenied(Relation relation) {
        return lineage(relation).stream()
                .flatMap(Set::stream)
                .anyMatch(name -> rules.denied().stream().anyMatch(it -> it.matches(name)));
    }

    /** Whether the relation is among those that exist, what it reads aside. */
    boolean isAllowed(Relation relation) {
        boolean foreign = relation.kind() == RelationKind.FOREIGN_TABLE;
        return foreign ? isNamed(relation) : isListed(relation);
    }

    private boolean isListed(Relation relation) {
        return rules.allowed()
                .map(list -> list.stream().anyMatch(pattern -> covers(pattern, relation)))
                .orElse(true);
    }

    /** Whether the list of allowed tables says the relation's very name. */
    boolean isNamed(Relation relation) {
        return rules.allowed().stream()
                .flatMap(List::stream)
                .anyMatch(pattern -> pattern.isNamed() && covers(pattern, relation));
    }

    private boolean covers(TablePattern pattern, Relation relation) {
        return pattern.matches(relation.name())
                && (!isBare(pattern) || bare.contains(relation.name()));
    }

    private static boolean isBare(TablePattern pattern) {
        return pattern.schema().isEmpty() && pattern.isNamed();
    }

    /** What SQL finds under a bare name; or else the only one of that name. */
    private Optional<RelationName> found(String name) {
        List<Relation> everywhere = catalog.named(name);
        return catalog.relation(name)
                .or(
                        () ->
                                everywhere.size() == 1
                                        ? Optional.of(everywhere.getFirst())
                                        : Optional.empty())
                .map(Relation::name);
    }

    /**
     * The rules that decide about a relation: its own; or those of its nearest ancestors that have
     * one; or that for every table of its schema, or for every table. More than one contradict each
     * other.
     */
    Set<TableRule> rulesOf(Relation relation) {
        for (Set<RelationName> generation : lineage(relation)) {
            Set<TableRule> found = new LinkedHashSet<>();
            generation.forEach(
                    name -> strongest(name, TablePattern::isNamed).ifPresent(found::add));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return strongest(relation.name(), pattern -> !pattern.isNamed())
                .map(Set::of)
                .orElse(Set.of());
    }

    private Optional<TableRule> strongest(RelationName name, Predicate<TablePattern> kind) {
        return rules.tables().stream()
                .filter(rule -> kind.test(rule.tables()) && rule.tables().matches(name))
                .max((one, other) -> one.tables().compareTo(other.tables()));
    }

    /** The relation itself, its parents, their parents, and so on. */
    private static List<Set<RelationName>> lineage(Relation relation) {
        return Stream.concat(Stream.of(Set.of(relation.name())), relation.ancestors().stream())
                .toList();
    }
}
