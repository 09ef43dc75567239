package dev.gatehouse.core.sql;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;

/** How one kind of database writes SQL. Pure: no database is asked. Thread-safe. */
public interface Dialect {

    /**
     * Reads a text and proves what it is.
     *
     * @param sql the caller's text, of any content
     * @param visible the catalog that exists for this caller; every name is looked up in it
     * @throws Refused when the text is not one read that can be proven harmless
     */
    Analysis analyse(String sql, Catalog visible);

    /**
     * Reads what the database answered to a statement that was written for {@link Purpose.Plan} or
     * {@link Purpose.Estimate}.
     *
     * @param plan the value in the only row
     * @throws Refused when plans of this kind of database cannot be read
     */
    default PlanEstimate estimate(String plan) {
        throw new Refused(
                Code.DATABASE_UNSUITABLE,
                "the plans of this kind of database cannot be read",
                "Whoever runs Gatehouse would have to take the limits on plans away.");
    }
}
