package dev.gatehouse.core.policy;

/**
 * A part of a policy, by the names that the settings have for it.
 *
 * @param setting such as {@code row_filter}, or {@code tables} for a rule as a whole
 * @param item the column that is named there; empty where the setting is about tables or functions
 * @param of what of it is meant
 */
public record RulePart(String setting, String item, Of of) {

    /** What of a part is meant. */
    public enum Of {
        /** The name in it, of a table or a column. */
        NAME,
        /** What is said under the name. */
        VALUE
    }

    /** A name of tables or functions in a list, or of tables at the head of a rule. */
    static RulePart tables(String setting) {
        return new RulePart(setting, "", Of.NAME);
    }

    /** What a setting says of one table, or of one name of functions. */
    static RulePart value(String setting) {
        return new RulePart(setting, "", Of.VALUE);
    }

    /** The name of a column. */
    static RulePart column(String setting, String column) {
        return new RulePart(setting, column, Of.NAME);
    }

    /** What a setting says of one column. */
    static RulePart valueOf(String setting, String column) {
        return new RulePart(setting, column, Of.VALUE);
    }

    /** Such as {@code mask_columns.ssn}. */
    @Override
    public String toString() {
        return item.isEmpty() ? setting : setting + "." + item;
    }
}
