package dev.gatehouse.core.policy;

import dev.gatehouse.core.sql.Mask;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What may be seen of the tables of one pattern.
 *
 * @param allowedColumns the columns that exist; empty: all of them
 * @param deniedColumns columns that do not exist, whatever else is said of them
 * @param masks how columns are shown that are not shown as they are
 * @param filter the condition on the rows that exist; empty: all of them
 * @param source where an administrator finds this rule, such as {@code gatehouse.yaml:31}; may be
 *     empty
 */
public record TableRule(
        TablePattern tables,
        Optional<Set<String>> allowedColumns,
        Set<String> deniedColumns,
        Map<String, Mask> masks,
        Optional<String> filter,
        String source) {

    public TableRule {
        allowedColumns = allowedColumns.map(Set::copyOf);
        deniedColumns = Set.copyOf(deniedColumns);
        masks = Map.copyOf(masks);
    }

    /** Whether a column of this name exists. */
    boolean shows(String column) {
        return allowedColumns.map(allowed -> allowed.contains(column)).orElse(true)
                && !deniedColumns.contains(column);
    }

    /** Whether this says the column's very name: as one that exists, or how it is shown. */
    boolean names(String column) {
        return masks.containsKey(column)
                || allowedColumns.map(allowed -> allowed.contains(column)).orElse(false);
    }

    /** Whether a column of this name is shown as it is. */
    boolean showsPlain(String column) {
        return shows(column) && !masks.containsKey(column);
    }
}
