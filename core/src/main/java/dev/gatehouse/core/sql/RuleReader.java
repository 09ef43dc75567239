package dev.gatehouse.core.sql;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.refusal.Refused;
import java.util.Set;

/**
 * How the SQL in a policy is read: a dialect's other half, for texts of administrators. Pure: no
 * database is asked. Thread-safe.
 */
public interface RuleReader {

    /**
     * Reads a row filter or a mask.
     *
     * @param text one expression over a row of {@code relation}, which may ask other tables in
     *     subqueries, with {@code :caller.name} for attributes of the caller
     * @param whole the catalog without any policy
     * @throws Refused when the text is no such expression, with the place in it
     */
    PolicyExpression read(String text, Relation relation, Catalog whole);

    /**
     * The type that a column has under a mask.
     *
     * @param type the column's type, as the catalog names it
     * @throws Refused when the mask is not for columns of that type
     */
    String masked(Mask.BuiltIn mask, String type);

    /** The type of a column that is shown with one of these types, depending on the row. */
    String united(Set<String> types);

    /** Whether an expression of a type can stand where a value of another is expected. */
    boolean fits(String type, String expected);

    /**
     * A statement whose only column is the expression, and which yields no row, so that the
     * database itself tells the type, or what is wrong. The caller's attributes are NULL in it.
     */
    SafeSql probe(PolicyExpression expression);
}
