package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.ForeignKey;
import dev.gatehouse.core.catalog.Index;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.gateway.tools.PortraitPage.Slice;
import java.util.List;
import java.util.function.Function;

/** One table or view as a text: a line for each thing, and long ones cut. */
final class PortraitText {

    private static final int COMMENT = 120;
    private static final int DEFAULT = 80;
    private static final int LABELS = 200;
    private static final int INDEX = 160;

    private final PortraitPage page;
    private final StringBuilder text = new StringBuilder();

    private PortraitText(PortraitPage page) {
        this.page = page;
    }

    static String of(PortraitPage page) {
        return new PortraitText(page).text();
    }

    private String text() {
        Relation relation = page.relation();
        text.append(Heading.text(relation)).append('\n');
        add("columns", page.columns(), this::line);
        if (page.number() == 0 && !relation.primaryKey().isEmpty()) {
            text.append("primary key (").append(list(relation.primaryKey())).append(")\n");
        }
        add("foreign keys", page.foreignKeys(), PortraitText::foreign);
        add("references to it", page.referencedBy(), this::referring);
        add("indexes", page.indexes(), this::line);
        if (page.goesOn()) {
            text.append("(more: cursor ").append(page.nextCursor()).append(")\n");
        }
        return text.toString();
    }

    private <T> void add(String what, Slice<T> slice, Function<T, String> line) {
        slice.shown().stream()
                .map(line)
                .filter(each -> !each.isEmpty())
                .forEach(each -> text.append(each).append('\n'));
        if (slice.isPart() && !slice.shown().isEmpty()) {
            int to = slice.from() + slice.shown().size();
            text.append("(%s %d to %d of %d)\n".formatted(what, slice.from() + 1, to, slice.all()));
        }
    }

    private String line(Column column) {
        String expression = Excerpt.line(column.defaultExpression(), DEFAULT);
        return "  "
                + column.name()
                + " "
                + column.type()
                + (column.nullable() ? "" : " not null")
                + (expression.isEmpty() ? "" : made(column) + expression)
                + labels(page.labels().getOrDefault(column.type(), List.of()))
                + Heading.comment(column.comment(), COMMENT);
    }

    private static String made(Column column) {
        return column.generated() ? " generated as " : " default ";
    }

    private static String labels(List<String> labels) {
        return labels.isEmpty() ? "" : " {" + Excerpt.line(list(labels), LABELS) + "}";
    }

    private static String foreign(ForeignKey key) {
        return "foreign key (%s) -> %s(%s)"
                .formatted(list(key.columns()), key.to(), list(key.referenced()));
    }

    /** What is referred to is the primary key unless something else is said. */
    private String referring(ForeignKey key) {
        String from = "referenced by %s(%s)".formatted(key.from(), list(key.columns()));
        return key.referenced().equals(page.relation().primaryKey())
                ? from
                : from + " -> (" + list(key.referenced()) + ")";
    }

    /** What an index is on, without its name and table; nothing for that of the primary key. */
    private String line(Index index) {
        int using = index.definition().indexOf(" USING ");
        String on = using < 0 ? "" : index.definition().substring(using + " USING ".length());
        String key = "btree (" + list(page.relation().primaryKey()) + ")";
        if (index.unique() && on.equals(key)) {
            return "";
        }
        String what = on.startsWith("btree ") ? "on " + on.substring("btree ".length()) : on;
        return (index.unique() ? "unique index " : "index ")
                + Excerpt.line(what.replace(" WHERE ", " where "), INDEX);
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }
}
