package dev.gatehouse.gateway.settings;

import dev.gatehouse.core.policy.RuleProblem;
import java.util.Locale;

/** Says what a database has against the policies of a settings file, in the words of settings. */
public final class AccessProblems {

    private final RulePlaces places;

    AccessProblems(RulePlaces places) {
        this.places = places;
    }

    /**
     * A problem of a rule as one of the settings, with its place in the file.
     *
     * @param database the database that has it; empty where there is no other, or it does not
     *     matter
     */
    public Problem of(RuleProblem problem, String database) {
        String where = database.isEmpty() ? "" : " (database `" + database + "`)";
        return new Problem(
                Problem.Severity.ERROR,
                places.where(problem),
                problem.refusal().message() + where,
                clause(problem.refusal().help()));
    }

    /** A sentence as it goes on behind a semicolon. */
    private static String clause(String sentence) {
        return sentence.isEmpty()
                ? ""
                : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
