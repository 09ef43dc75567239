package dev.gatehouse.core.cost;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.engine.Database;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.policy.Verdict;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.result.Value;
import dev.gatehouse.core.sql.PlanEstimate;
import dev.gatehouse.core.sql.SafeSql;

/**
 * The planner of a database, asked about the statement of one ask.
 *
 * @param session what the database is told of the caller, as when the statement runs
 * @param limits of the ask
 * @param cancellation calls the asking off
 */
public record Planner(
        Database database, SessionContext session, Limits limits, Cancellation cancellation) {

    /**
     * Asks what the statement would cost, where some limit needs that. It costs a round trip.
     *
     * @param visible what exists for the caller: nothing else is named to it
     * @throws Refused when it is more than the limits allow, or the planner takes too long
     */
    public void check(Verdict verdict, Catalog visible) {
        if (verdict.estimate().isPresent()) {
            PlanEstimate estimate = database.dialect().estimate(plan(verdict.estimate().get()));
            new Expense(verdict, visible, limits.planning()).check(estimate, database.engine());
        }
    }

    /**
     * Shows the plan of a statement that may be told of.
     *
     * @param sql written to be explained
     * @throws Refused when it is larger than an answer may be, or takes too long
     */
    public Answer.Plan explain(SafeSql sql) {
        String plan = plan(sql);
        Value value = new Value.Json(plan);
        if (value.bytes() > limits.bytes()) {
            throw new Refused(
                    Code.RESULT_TOO_LARGE,
                    "the plan has " + value.bytes() + " bytes; the limit is " + limits.bytes(),
                    "Explain a part of the statement.");
        }
        PlanEstimate estimate = database.dialect().estimate(plan);
        return new Answer.Plan(plan, value.bytes(), estimate, limits.planning());
    }

    private String plan(SafeSql sql) {
        Limits ofPlan = limits.ofPlans().withRows(1);
        try (Rows rows = database.engine().run(sql, session, ofPlan, cancellation)) {
            if (rows.next() && rows.row().getFirst() instanceof Value.Json(String plan)) {
                return plan;
            }
            throw new IllegalStateException("a plan is one value of JSON");
        }
    }
}
