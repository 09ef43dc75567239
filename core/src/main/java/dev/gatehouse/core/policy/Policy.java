package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.sql.Analysis;

/** Who may see what. Two verbs, one answer: what is filtered from sight is also refused. */
public interface Policy {

    /** The part of a database that exists for a caller. */
    Catalog visible(Caller caller, String database, Catalog catalog);

    /** Whether a caller may run what was analysed against its {@link #visible} catalog. */
    Decision decide(Caller caller, String database, Analysis analysis);
}
