package dev.gatehouse.core.policy;

import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.SafeSql;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the steps before the database made of a text that a caller may run: all that running and
 * recording it again takes.
 *
 * @param fingerprint see {@link Analysis#fingerprint}
 * @param relations the names of the relations that were found in the text, sorted
 * @param reasons of the decision, in words
 * @param rowCap see {@link Decision.Permit#rowCap}
 */
public record Verdict(
        String fingerprint,
        List<String> relations,
        List<String> reasons,
        OptionalInt rowCap,
        SafeSql sql) {

    public Verdict {
        relations = List.copyOf(relations);
        reasons = List.copyOf(reasons);
    }

    /** The verdict that a text was found, permitted and written so. */
    public static Verdict of(Analysis analysis, Decision.Permit permit, SafeSql sql) {
        return new Verdict(
                analysis.fingerprint(), names(analysis), words(permit), permit.rowCap(), sql);
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
