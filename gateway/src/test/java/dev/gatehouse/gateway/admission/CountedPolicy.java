package dev.gatehouse.gateway.admission;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.policy.Decision;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.sql.Analysis;
import java.util.Collections;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiPredicate;

/** A policy that shows everything of what may be used, and counts how often it is asked. */
final class CountedPolicy implements Policy {

    private final BiPredicate<Caller, String> mayUse;
    private final Limits limits;
    private final SequencedMap<String, Rate> totals;
    int calls;

    CountedPolicy() {
        this((_, _) -> true);
    }

    CountedPolicy(BiPredicate<Caller, String> mayUse) {
        this(mayUse, Limits.NONE);
    }

    /**
     * @param limits of every caller
     */
    CountedPolicy(BiPredicate<Caller, String> mayUse, Limits limits) {
        this(mayUse, limits, Collections.emptySortedMap());
    }

    /**
     * @param totals of every caller
     */
    CountedPolicy(
            BiPredicate<Caller, String> mayUse, Limits limits, SequencedMap<String, Rate> totals) {
        this.mayUse = mayUse;
        this.limits = limits;
        this.totals = totals;
    }

    @Override
    public boolean mayCall(Caller caller, String database, String tool) {
        return true;
    }

    @Override
    public Limits limits(Caller caller, String database) {
        return limits;
    }

    @Override
    public SequencedMap<String, Rate> totals(Caller caller, String database) {
        return totals;
    }

    @Override
    public boolean mayUse(Caller caller, String database) {
        return mayUse.test(caller, database);
    }

    @Override
    public Catalog visible(Caller caller, String database, Catalog catalog) {
        calls++;
        return catalog.narrowed(_ -> true, Optional::of);
    }

    @Override
    public Decision decide(Caller caller, String database, Analysis analysis) {
        throw new AssertionError("nothing is decided here");
    }
}
