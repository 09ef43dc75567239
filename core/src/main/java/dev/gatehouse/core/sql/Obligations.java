package dev.gatehouse.core.sql;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.catalog.RelationName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the guard must bring about before a statement may run: one {@link Access} for each relation,
 * with the attributes of the caller that their expressions need.
 */
public final class Obligations {

    private final Map<RelationName, Access> accesses;
    private final Map<String, Attribute> attributes;

    public Obligations(Collection<Access> accesses, Map<String, Attribute> attributes) {
        this.accesses =
                accesses.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Access::relation, Function.identity()));
        this.attributes = Map.copyOf(attributes);
    }

    public Obligations(Collection<Access> accesses) {
        this(accesses, Map.of());
    }

    /**
     * What may be seen of a relation; empty when nothing was decided for it, and then nothing may.
     */
    public Optional<Access> of(RelationName relation) {
        return Optional.ofNullable(accesses.get(relation));
    }

    /** What is known of the caller under a name. */
    public Optional<Attribute> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** Whether the plan of a statement over all of this may be shown. */
    public boolean openPlan() {
        return accesses.values().stream().allMatch(Access::openPlan);
    }

    /** What may be seen of each relation. */
    public Collection<Access> accesses() {
        return accesses.values();
    }
}
