package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A place in the text where a table stands, and where the guard will put what may be seen of it.
 *
 * @param node the fields of its RangeVar
 * @param whole the fields of the node to replace: the same, or those of the sample around it
 * @param alias the name by which the statement calls it
 * @param aliased whether the statement gave that name itself
 * @param from offset of the first byte to replace
 * @param to offset after the last byte to replace
 * @param tableCommand whether it stands in {@code TABLE name}, which takes no subquery
 * @param reading how much of the table is read
 */
record TableSite(
        JsonNode node,
        JsonNode whole,
        Relation relation,
        String alias,
        boolean aliased,
        int from,
        int to,
        boolean tableCommand,
        Reading reading) {

    /** The names of its columns where it stands: the alias may give others, from the first on. */
    List<String> columnNames() {
        List<String> names = new ArrayList<>(relation.columnNames());
        List<String> renamed = renamed();
        int count = Math.min(names.size(), renamed.size());
        names.subList(0, count).clear();
        names.addAll(0, renamed.subList(0, count));
        return names;
    }

    private List<String> renamed() {
        return Tree.strings(node.path("alias").path("colnames"));
    }

    /** Whether it surely has a column of this name, by whatever names the alias gives to them. */
    boolean hasColumn(String name) {
        List<String> renamed = renamed();
        return renamed.isEmpty() ? relation.column(name).isPresent() : renamed.contains(name);
    }
}
