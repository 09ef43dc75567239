package dev.gatehouse.gateway.admission;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.policy.Decision;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.sql.Analysis;
import java.util.Optional;

/** A policy that shows everything and counts how often it is asked. */
final class CountedPolicy implements Policy {

    int calls;

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
