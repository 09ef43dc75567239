package dev.gatehouse.core.search;

import dev.gatehouse.core.catalog.RelationName;
import java.util.List;

/**
 * What a search found.
 *
 * @param tables the best ones, best first
 * @param all how many there are that have anything of what was sought
 */
public record Found(List<Hit> tables, int all) {

    public Found {
        tables = List.copyOf(tables);
    }

    /**
     * A table that was found.
     *
     * @param columns those of its columns that were sought, too, best first
     */
    public record Hit(RelationName table, List<String> columns) {

        public Hit {
            columns = List.copyOf(columns);
        }
    }
}
