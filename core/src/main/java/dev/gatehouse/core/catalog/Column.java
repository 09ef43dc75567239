package dev.gatehouse.core.catalog;

/**
 * A column of a relation.
 *
 * @param type the type as the database writes it, such as {@code numeric(10,2)}
 * @param defaultExpression the default as SQL; empty when there is none
 * @param comment the comment in the database; empty when there is none
 */
public record Column(
        String name, String type, boolean nullable, String defaultExpression, String comment) {}
