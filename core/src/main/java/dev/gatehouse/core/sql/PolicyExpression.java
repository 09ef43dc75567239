package dev.gatehouse.core.sql;

import dev.gatehouse.core.catalog.RelationName;
import java.util.Set;

/**
 * A row filter or a mask that an administrator wrote in the database's SQL, read and judged by the
 * dialect for the rows of one relation. Immutable.
 */
public interface PolicyExpression {

    /** As the administrator wrote it. */
    String text();

    /** The relation whose rows it is about. */
    RelationName relation();

    /** The attributes of the caller that it needs, as in {@code :caller.tenant}. */
    Set<String> attributes();
}
