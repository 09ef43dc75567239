package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.engine.Engine;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.RuleReader;
import java.util.Optional;

/**
 * Has the database itself look at an expression before it is used: whether all its names mean
 * something where it stands, and of which type it is. A name that meant nothing there could be
 * given a meaning by the statement of a caller around it.
 */
final class Trial {

    private static final String BOOLEAN = "boolean";

    private final RuleReader reader;
    private final Engine engine;

    Trial(RuleReader reader, Engine engine) {
        this.reader = reader;
        this.engine = engine;
    }

    /** What the database has against a row filter, if anything. */
    Optional<Refusal> ofFilter(PolicyExpression expression) {
        return of(expression, BOOLEAN);
    }

    /**
     * What the database has against an expression that is to be of some type, if anything.
     *
     * @throws Refused when the database cannot be asked at present
     */
    Optional<Refusal> of(PolicyExpression expression, String wanted) {
        String type;
        try (Rows rows =
                engine.run(
                        reader.probe(expression),
                        SessionContext.EMPTY,
                        Limits.DEFAULT.withRows(1),
                        new Cancellation())) {
            type = rows.columns().getFirst().type();
        } catch (Refused refused) {
            if (refused.refusal().code() != Code.DATABASE_ERROR) {
                throw refused;
            }
            return Optional.of(refused.refusal());
        }
        return reader.fits(type, wanted)
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                Code.MASK_UNFIT,
                                "the expression is of type `" + type + "` instead of " + wanted,
                                "Write one of type " + wanted + ", or cast it",
                                Place.UNKNOWN));
    }
}
