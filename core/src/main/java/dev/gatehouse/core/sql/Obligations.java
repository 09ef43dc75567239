package dev.gatehouse.core.sql;

import dev.gatehouse.core.catalog.RelationName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the guard must bring about before a statement may run: one {@link Access} for each relation.
 */
public final class Obligations {

    private final Map<RelationName, Access> accesses;

    public Obligations(Collection<Access> accesses) {
        this.accesses =
                accesses.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Access::relation, Function.identity()));
    }

    /**
     * What may be seen of a relation; empty when nothing was decided for it, and then nothing may.
     */
    public Optional<Access> of(RelationName relation) {
        return Optional.ofNullable(accesses.get(relation));
    }
}
