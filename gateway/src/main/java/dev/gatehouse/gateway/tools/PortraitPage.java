package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.ForeignKey;
import dev.gatehouse.core.catalog.Index;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.mcp.tool.Arguments;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A part of what there is to say of a table: of each list as many as fit a page, and the page after
 * has the next of each.
 *
 * @param number from 0
 */
record PortraitPage(
        Relation relation,
        Map<String, List<String>> labels,
        int number,
        Slice<Column> columns,
        Slice<ForeignKey> foreignKeys,
        Slice<ForeignKey> referencedBy,
        Slice<Index> indexes) {

    private static final int COLUMNS = 100;
    private static final int OTHERS = 25;

    /** Any other page lies beyond what a table can have. */
    private static final int MOST_PAGES = 1_000_000;

    /**
     * A part of a list.
     *
     * @param from the number of the first of them, from 0
     * @param all how many the whole list has
     */
    record Slice<T>(List<T> shown, int from, int all) {

        static <T> Slice<T> of(List<T> all, int size, int page) {
            long from = Math.min((long) page * size, all.size());
            long to = Math.min(from + size, all.size());
            return new Slice<>(all.subList((int) from, (int) to), (int) from, all.size());
        }

        /** Whether something is behind it. */
        boolean goesOn() {
            return from + shown.size() < all;
        }

        /** Whether it is not the whole list. */
        boolean isPart() {
            return shown.size() < all;
        }
    }

    static PortraitPage first(Answer.Portrait portrait) {
        return of(portrait, Wildcards.parse("*"), 0);
    }

    static PortraitPage of(Answer.Portrait portrait, Arguments arguments) {
        return of(
                portrait,
                Wildcards.parse(arguments.optionalText("columns").orElse("*")),
                arguments.optionalText("cursor").map(PortraitPage::page).orElse(0));
    }

    /** A cursor that is none begins at the beginning. */
    private static int page(String cursor) {
        return cursor.matches("[0-9]{1,6}") ? Math.min(Integer.parseInt(cursor), MOST_PAGES) : 0;
    }

    private static PortraitPage of(Answer.Portrait portrait, Wildcards pattern, int page) {
        Relation relation = portrait.relation();
        Predicate<List<String>> sought = names -> names.stream().anyMatch(pattern::match);
        return new PortraitPage(
                relation,
                portrait.labels(),
                page,
                Slice.of(
                        relation.columns().stream()
                                .filter(column -> pattern.match(column.name()))
                                .toList(),
                        COLUMNS,
                        page),
                Slice.of(
                        relation.foreignKeys().stream()
                                .filter(key -> sought.test(key.columns()))
                                .toList(),
                        OTHERS,
                        page),
                Slice.of(
                        relation.referencedBy().stream()
                                .filter(key -> sought.test(key.referenced()))
                                .toList(),
                        OTHERS,
                        page),
                Slice.of(relation.indexes(), OTHERS, page));
    }

    /** Whether there is another page. */
    boolean goesOn() {
        return Stream.of(columns, foreignKeys, referencedBy, indexes).anyMatch(Slice::goesOn);
    }

    /** Where the next page begins. */
    String nextCursor() {
        return Integer.toString(number + 1);
    }
}
