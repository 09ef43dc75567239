package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.RelationUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The policy of a database for which no other was written: a list of schemas. What lies outside
 * does not exist, and neither does a view that reads from outside. Every column of what is left may
 * be read.
 */
public final class SchemaPolicy implements Policy {

    private static final Reason OPEN = new Reason.General("every schema in sight may be read");

    private final Map<String, List<String>> schemas;

    /**
     * @param schemas for each database the schemas that exist, in the order in which unqualified
     *     names are looked up; a database that is absent, or has an empty list, shows every schema
     *     that is not the system's
     */
    public SchemaPolicy(Map<String, List<String>> schemas) {
        this.schemas = Map.copyOf(schemas);
    }

    @Override
    public boolean mayCall(Caller caller, String database, String tool) {
        return true;
    }

    @Override
    public Catalog visible(Caller caller, String database, Catalog catalog) {
        List<String> listed = schemas.getOrDefault(database, List.of());
        Catalog pathed = listed.isEmpty() ? catalog : catalog.withSearchPath(listed);
        Set<String> known = Set.copyOf(listed.isEmpty() ? catalog.schemas() : listed);
        Set<RelationName> partlyHidden =
                catalog.relations().stream()
                        .filter(relation -> !known.contains(relation.name().schema()))
                        .flatMap(relation -> relation.ancestors().stream().flatMap(Set::stream))
                        .collect(Collectors.toSet());
        return pathed.narrowed(
                known::contains,
                relation ->
                        Optional.of(relation)
                                .filter(readsOnly(known))
                                .map(it -> partlyHidden.contains(it.name()) ? it.asVeiled() : it));
    }

    /** A view shows what it reads, so it exists only where all of that does. */
    private static Predicate<Relation> readsOnly(Set<String> known) {
        return relation -> relation.reads().stream().allMatch(r -> known.contains(r.schema()));
    }

    @Override
    public Decision decide(Caller caller, String database, Analysis analysis) {
        List<Access> accesses =
                analysis.relations().stream()
                        .map(RelationUse::relation)
                        .distinct()
                        .map(Access::whole)
                        .toList();
        return new Decision.Permit(new Obligations(accesses), Limits.NONE, List.of(OPEN));
    }
}
