package dev.gatehouse.core.sql;

import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import java.util.List;

/**
 * What a statement may see of one relation. The guard puts exactly this in the relation's place.
 *
 * @param columns the columns that exist for this caller, in order
 * @param filters a row is there when one of these is true of it; with none, every row is there
 * @param openPlan whether the way in which it is read may be shown; never where there are masks or
 *     filters, because a plan holds their conditions and counts what they hide
 */
public record Access(
        RelationName relation,
        List<ShownColumn> columns,
        List<PolicyExpression> filters,
        boolean openPlan) {

    public Access {
        columns = List.copyOf(columns);
        filters = List.copyOf(filters);
        if (openPlan && !isPlain(columns, filters)) {
            throw new IllegalArgumentException("a plan would tell what is masked or filtered");
        }
    }

    /** Every column and row of a relation, as they are. */
    public static Access whole(Relation relation) {
        List<ShownColumn> columns =
                relation.columns().stream()
                        .map(each -> new ShownColumn(each.name(), each.type(), new Display.Plain()))
                        .toList();
        return new Access(relation.name(), columns, List.of(), !relation.veiled());
    }

    /** Whether nothing of what is shown is masked or filtered. */
    public static boolean isPlain(List<ShownColumn> columns, List<PolicyExpression> filters) {
        return filters.isEmpty()
                && columns.stream().allMatch(each -> each.display() instanceof Display.Plain);
    }
}
