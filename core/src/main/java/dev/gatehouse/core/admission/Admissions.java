package dev.gatehouse.core.admission;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.refusal.Refused;
import java.util.List;

/** The cheap questions that come before any parsing: may this caller ask this database, now. */
public interface Admissions {

    /**
     * Admits an ask.
     *
     * @throws Refused when the database is unknown to the caller or away, the text is too long, or
     *     there is no room
     */
    Admission admit(Caller caller, Ask ask);

    /** The names of the databases that a caller may ask, its default first. */
    List<String> names(Caller caller);
}
