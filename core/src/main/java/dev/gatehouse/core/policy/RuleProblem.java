package dev.gatehouse.core.policy;

import dev.gatehouse.core.refusal.Refusal;

/**
 * A rule that cannot be evaluated against the database as it is; what it is about is not shown.
 *
 * @param policy the policy's name
 * @param tables the pattern under which the rule stands, or the pattern itself
 * @param part the part of the rule, by its name in the settings: {@code row_filter}, {@code
 *     mask_columns.ssn}, {@code deny_tables}
 * @param source see {@link TableRule#source}
 * @param refusal what is the matter, with the place in the text of the part
 */
public record RuleProblem(
        String policy, TablePattern tables, String part, String source, Refusal refusal) {

    /** One line for an operator's eyes. */
    @Override
    public String toString() {
        String place = refusal.place().known() ? " (" + refusal.place() + " of the text)" : "";
        return (source.isEmpty() ? "" : source + ": ")
                + ("policy " + policy + ", " + tables + ", " + part + place + ": ")
                + refusal.message()
                + (refusal.help().isEmpty() ? "" : "; " + refusal.help());
    }
}
