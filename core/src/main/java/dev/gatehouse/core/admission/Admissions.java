package dev.gatehouse.core.admission;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.refusal.Refused;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The cheap questions that come before any parsing: may this caller ask this database, now. */
public interface Admissions {

    /**
     * Admits an ask.
     *
     * @throws Refused when the database is unknown to the caller or away, the text is too long, or
     *     there is no room
     */
    Admission admit(Caller caller, Ask ask);

    /**
     * The part of a database that exists for a caller, as far as it is known without asking the
     * database or waiting; empty when it is not, or the caller may not use it.
     */
    Optional<Catalog> known(Caller caller, String database);

    /** Those of all tools that a caller may call on one of its databases. */
    Set<String> tools(Caller caller, Set<String> all);

    /** The names of the databases that a caller may ask, its default first. */
    List<String> names(Caller caller);
}
