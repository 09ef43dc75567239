package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.SafeSql;
import java.util.List;
import java.util.Optional;

/**
 * What the steps before the database made of a text that a caller may run: all that running and
 * recording it again takes.
 *
 * @param fingerprint see {@link Analysis#fingerprint}
 * @param relations the names of the relations that were found in the text, sorted
 * @param reasons of the decision, in words
 * @param caps see {@link Decision.Permit#caps}
 * @param openPlan whether the plan may be shown, and told of
 * @param sql what runs
 * @param estimate what asks the planner about it first; empty where no limit needs that
 */
public record Verdict(
        String fingerprint,
        List<String> relations,
        List<String> reasons,
        Limits caps,
        boolean openPlan,
        SafeSql sql,
        Optional<SafeSql> estimate) {

    public Verdict {
        relations = List.copyOf(relations);
        reasons = List.copyOf(reasons);
    }

    /** The verdict that a text was found, permitted and written so. */
    public static Verdict of(
            Analysis analysis, Decision.Permit permit, SafeSql sql, Optional<SafeSql> estimate) {
        return new Verdict(
                analysis.fingerprint(),
                names(analysis),
                words(permit),
                permit.caps(),
                permit.obligations().openPlan(),
                sql,
                estimate);
    }

    /** How many characters its statements have. */
    long characters() {
        return (long) sql.text().length() + estimate.map(it -> it.text().length()).orElse(0);
    }

    /** The names of the relations in a text, sorted. */
    public static List<String> names(Analysis analysis) {
        return analysis.relations().stream()
                .map(use -> use.relation().name().toString())
                .distinct()
                .sorted()
                .toList();
    }

    /** The reasons of a decision, in words. */
    public static List<String> words(Decision decision) {
        return decision.reasons().stream().map(Reason::words).toList();
    }
}
