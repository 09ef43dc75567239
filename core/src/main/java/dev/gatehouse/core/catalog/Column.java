package dev.gatehouse.core.catalog;

/**
 * A column of a relation.
 *
 * @param type the type as the database writes it, such as {@code numeric(10,2)}
 * @param defaultExpression the default as SQL, or what a generated column is computed from; empty
 *     when there is none
 * @param comment the comment in the database; empty when there is none
 * @param generated whether its values are computed from other columns of the row
 */
public record Column(
        String name,
        String type,
        boolean nullable,
        String defaultExpression,
        String comment,
        boolean generated) {

    /** A column that holds what was stored in it. */
    public Column(
            String name, String type, boolean nullable, String defaultExpression, String comment) {
        this(name, type, nullable, defaultExpression, comment, false);
    }
}
