package dev.gatehouse.app;

import dev.gatehouse.app.Lab.Column;
import dev.gatehouse.app.Lab.Kind;
import dev.gatehouse.app.Scope.Item;
import dev.gatehouse.app.Scope.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Generates what one value of many rows is made with: aggregates, GROUP BY, windows. */
final class Groups {

    private final Dice dice;
    private final Expressions expressions;

    Groups(Dice dice, Expressions expressions) {
        this.dice = dice;
        this.expressions = expressions;
    }

    /** What a SELECT shows, and its GROUP BY. */
    record Grouping(List<String> targets, String clauses) {}

    Grouping grouping(Scope scope) {
        List<Item> keyed = scope.items().stream().filter(item -> !item.key().isEmpty()).toList();
        return keyed.isEmpty() || dice.in(20) ? byValue(scope) : byKey(dice.one(keyed), scope);
    }

    private Grouping byValue(Scope scope) {
        String value = expressions.value(dice.one(List.of(Kind.TEXT, Kind.INT)), scope, 1);
        String key =
                dice.one("1", value, "ROLLUP (%s)", "GROUPING SETS ((1), ())", "CUBE (1, %s)")
                        .formatted(value);
        String having = dice.either(25, " HAVING count(*) > 1", "");
        return new Grouping(List.of(value, aggregate(scope)), " GROUP BY " + key + having);
    }

    private Grouping byKey(Item item, Scope scope) {
        List<String> targets = new ArrayList<>();
        String keys =
                switch (dice.upTo(6)) {
                    case 1 -> byPosition(item, scope, targets);
                    case 2 -> byAlias(item, scope, targets);
                    case 3 -> keys(item, scope) + ", " + set(item, scope);
                    case 4 -> expressions.column(Kind.TEXT, scope) + ", " + keys(item, scope);
                    default -> keys(item, scope);
                };
        addShown(item, scope, targets);
        targets.add(aggregate(scope));
        return new Grouping(targets, " GROUP BY " + keys + having(item, scope));
    }

    /**
     * The key, column by column. Known differences, all left out: a key in parentheses with others,
     * a key that stands only within grouping sets, and one that USING has merged with another
     * column, which is why a column without its table is unique here.
     */
    private List<String> keyColumns(Item item, Scope scope) {
        return item.key().stream()
                .map(column -> expressions.reference(new Reference(item, column), scope))
                .toList();
    }

    private String keys(Item item, Scope scope) {
        return String.join(", ", keyColumns(item, scope));
    }

    private String byPosition(Item item, Scope scope, List<String> targets) {
        targets.addAll(keyColumns(item, scope));
        return positions(targets.size());
    }

    private String byAlias(Item item, Scope scope, List<String> targets) {
        List<String> names = new ArrayList<>();
        for (String key : keyColumns(item, scope)) {
            names.add(dice.name("k"));
            targets.add(key + " AS " + names.getLast());
        }
        return String.join(", ", names);
    }

    static String positions(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
    }

    private String set(Item item, Scope scope) {
        return dice.one("ROLLUP (%s)", "GROUPING SETS ((%s), ())", "CUBE (%s)")
                .formatted(shown(item, scope));
    }

    /**
     * Columns of the table whose key is grouped by. Known differences, all left out: columns of
     * type json, which cannot be compared; the whole row; in a subquery, a column without its
     * table.
     */
    private void addShown(Item item, Scope scope, List<String> targets) {
        for (int count = dice.upTo(3); count > 0; count--) {
            String column = shown(item, scope);
            targets.add(dice.either(20, "count(" + column + ") OVER ()", column));
        }
        if (dice.in(10) && item.hasOnlyOrdered()) {
            targets.add(item.name() + ".*");
        }
        if (dice.in(15)) {
            String key = item.name() + "." + item.key().getFirst().name();
            targets.add("(SELECT count(*) FROM sales.people z WHERE z.nm > " + key + "::text)");
        }
    }

    private String shown(Item item, Scope scope) {
        List<Column> columns =
                item.columns().stream().filter(column -> column.kind().isOrdered()).toList();
        return expressions.reference(new Reference(item, dice.one(columns)), scope);
    }

    private String having(Item item, Scope scope) {
        return switch (dice.upTo(5)) {
            case 1 -> " HAVING count(*) > 1";
            case 2 -> " HAVING " + shown(item, scope) + " IS NOT NULL";
            case 3 -> " ORDER BY " + shown(item, scope) + dice.one("", " DESC", " NULLS FIRST");
            default -> "";
        };
    }

    /** One value of the rows of this FROM, whatever their order. */
    String aggregate(Scope scope) {
        String number = own(Kind.INT, scope);
        String text = own(Kind.TEXT, scope);
        return switch (dice.upTo(9)) {
            case 1 -> "sum(" + number + ")";
            case 2 -> "count(DISTINCT " + text + ")";
            case 3 -> "string_agg(" + text + ", ',' ORDER BY " + text + ")";
            case 4 -> "array_agg(" + number + " ORDER BY " + number + ")";
            case 5 -> "json_agg(" + number + " ORDER BY " + number + ")";
            case 6 -> "count(*) FILTER (WHERE " + number + " > 2)";
            case 7 -> "percentile_disc(0.5) WITHIN GROUP (ORDER BY " + number + ")";
            case 8 -> "max(" + text + ")";
            default -> "count(*)";
        };
    }

    private String own(Kind kind, Scope scope) {
        List<Reference> columns =
                scope.columns(kind).stream()
                        .filter(column -> scope.items().contains(column.item()))
                        .toList();
        return columns.isEmpty()
                ? kind.constant()
                : expressions.reference(dice.one(columns), scope);
    }

    /** A function that gives rows which its order cannot tell apart the same value. */
    String window(String window) {
        return dice.one("rank()", "dense_rank()", "count(*)", "cume_dist()") + " OVER " + window;
    }

    /** How a window is cut and ordered. */
    String windowDefinition(Scope scope) {
        String partition = "PARTITION BY " + own(Kind.TEXT, scope);
        String frame =
                dice.one(
                        "",
                        " RANGE BETWEEN 2 PRECEDING AND 1 FOLLOWING",
                        " GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW");
        return "(" + partition + " ORDER BY " + own(Kind.INT, scope) + frame + ")";
    }
}
