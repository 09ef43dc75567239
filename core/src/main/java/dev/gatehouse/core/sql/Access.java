package dev.gatehouse.core.sql;

import dev.gatehouse.core.catalog.RelationName;
import java.util.List;

/**
 * What a statement may see of one relation. The guard puts exactly this in the relation's place.
 *
 * @param columns the columns that exist for this caller, in order
 */
public record Access(RelationName relation, List<String> columns) {

    public Access {
        columns = List.copyOf(columns);
    }
}
