package dev.gatehouse.core.policy;

import dev.gatehouse.core.refusal.Refusal;

/**
 * A rule that cannot be evaluated against the database as it is; what it is about is not shown.
 *
 * @param policy the policy's name
 * @param tables the pattern under which the rule stands, or the pattern itself, be it of functions
 * @param part the part of the rule
 * @param source see {@link TableRule#source}
 * @param refusal what is the matter, with the place in the text of the part
 */
public record RuleProblem(
        String policy, TablePattern tables, RulePart part, String source, Refusal refusal) {

    /**
     * Whether the matter is only that no table or function has the name, which may be meant for
     * another database that the policy holds for.
     */
    public boolean isAbsence() {
        return part.of() == RulePart.Of.NAME && part.item().isEmpty();
    }

    /** The same, whatever is the matter: two of them are told apart by what they are about. */
    public boolean isAboutTheSameAs(RuleProblem other) {
        return policy.equals(other.policy)
                && tables.equals(other.tables)
                && part.equals(other.part)
                && source.equals(other.source);
    }

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
