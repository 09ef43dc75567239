package dev.gatehouse.core.policy;

import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Index;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.sql.Display;
import dev.gatehouse.core.sql.RuleReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a caller may know of a relation: what it consists of under the caller's policies, and
 * nothing that mentions the rest.
 */
final class Sight {

    private final Relation relation;
    private final List<Grant> grants;
    private final RuleReader reader;
    private final Set<String> hiddenSchemas;

    private Sight(
            Relation relation, List<Grant> grants, RuleReader reader, Set<String> hiddenSchemas) {
        this.relation = relation;
        this.grants = grants;
        this.reader = reader;
        this.hiddenSchemas = hiddenSchemas;
    }

    /**
     * @param grants all that the caller has of the relation; at least one
     * @param hiddenSchemas those in which nothing exists for the caller
     */
    static Relation of(
            Relation relation, List<Grant> grants, RuleReader reader, Set<String> hiddenSchemas) {
        return new Sight(relation, grants, reader, hiddenSchemas).relation();
    }

    private Relation relation() {
        Set<String> plain = new HashSet<>();
        List<Column> columns = new ArrayList<>();
        for (Column column : relation.columns()) {
            List<Display> displays =
                    grants.stream()
                            .map(grant -> grant.display(column.name()))
                            .flatMap(Optional::stream)
                            .toList();
            boolean isPlain =
                    displays.size() == grants.size()
                            && displays.stream().allMatch(Display.Plain.class::isInstance);
            if (isPlain) {
                plain.add(column.name());
                columns.add(column);
            } else if (!displays.isEmpty()) {
                columns.add(masked(column, displays));
            }
        }
        Set<String> concealed = new HashSet<>(relation.columnNames());
        concealed.removeAll(plain);
        concealed.addAll(hiddenSchemas);
        List<Column> told = columns.stream().map(it -> withoutMention(it, concealed)).toList();
        List<String> key =
                plain.containsAll(relation.primaryKey()) ? relation.primaryKey() : List.of();
        boolean filtered = grants.stream().allMatch(grant -> grant.filter().isPresent());
        List<Index> indexes =
                relation.indexes().stream()
                        .filter(index -> !mentions(index.definition(), concealed))
                        .filter(index -> !filtered || !isPartial(index))
                        .toList();
        return relation.seenAs(filtered ? -1 : relation.estimatedRows(), told, key, indexes);
    }

    /** The condition of a partial index can tell of rows that are not shown. */
    private static boolean isPartial(Index index) {
        return index.definition().contains(" WHERE ");
    }

    private Column masked(Column column, List<Display> displays) {
        Set<String> types =
                displays.stream().map(display -> type(column, display)).collect(Collectors.toSet());
        String type = reader.united(types);
        return new Column(column.name(), type, true, "", column.comment());
    }

    private String type(Column column, Display display) {
        return switch (display) {
            case Display.Masked(var mask) -> reader.masked(mask, column.type());
            case Display.Plain _, Display.Computed _, Display.ByRow _ -> column.type();
        };
    }

    /** The default of a column, or what it is generated from, may be made of others. */
    private static Column withoutMention(Column column, Set<String> concealed) {
        return mentions(column.defaultExpression(), concealed)
                ? new Column(column.name(), column.type(), column.nullable(), "", column.comment())
                : column;
    }

    /** Whether a text of SQL may mention one of the names; in doubt it does. */
    private static boolean mentions(String sql, Set<String> names) {
        return names.stream().anyMatch(name -> mentions(sql, name));
    }

    /** Whether a text of SQL may mention a name; in doubt it does. */
    static boolean mentions(String sql, String unquoted) {
        String name = unquoted.replace("\"", "\"\"");
        for (int at = sql.indexOf(name); at >= 0; at = sql.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean begins = at == 0 || !isNamePart(sql.charAt(at - 1));
            boolean ends = end == sql.length() || !isNamePart(sql.charAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
