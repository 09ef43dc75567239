package dev.gatehouse.app;

import dev.gatehouse.app.Lab.Column;
import dev.gatehouse.app.Lab.Kind;
import dev.gatehouse.app.Scope.Item;
import dev.gatehouse.app.Scope.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Generates SELECT statements over the tables of {@link Lab}, the same ones for the same seed. What
 * a statement answers is determined: a LIMIT stands only behind an ORDER BY of all columns.
 */
final class Statements {

    static final int DEPTH = 3;
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final List<Kind> ORDERED = KINDS.stream().filter(Kind::isOrdered).toList();

    private final Dice dice;
    private final boolean trespassing;
    private final Expressions expressions;
    private final Sources sources;
    private final Groups groups;
    private final CommonTables commonTables;

    /**
     * @param trespassing whether statements may read closed tables and call closed functions
     */
    Statements(Dice dice, boolean trespassing) {
        this.dice = dice;
        this.trespassing = trespassing;
        this.expressions = new Expressions(dice, this);
        this.sources = new Sources(dice, this, trespassing);
        this.groups = new Groups(dice, expressions);
        this.commonTables = new CommonTables(dice, this);
    }

    String next() {
        Scope scope = Scope.outermost();
        String with = dice.in(25) ? commonTables.with(scope) : "";
        return with
                + switch (dice.upTo(20)) {
                    case 1 -> "TABLE " + sources.named(dice.one(Lab.SMALL), scope);
                    case 2 -> "VALUES (1, " + scalar(scope, 1) + "), (2, " + scalar(scope, 1) + ")";
                    case 3, 4 -> combined(scope, kinds(ORDERED, 2), DEPTH);
                    case 5, 6, 7, 8 -> columns(scope, kinds(KINDS, dice.upTo(3)), DEPTH);
                    case 9, 10, 11, 12, 13 -> grouped(scope);
                    default -> anything(scope, DEPTH);
                };
    }

    /** WITH before a subquery. */
    String with(Scope scope) {
        return commonTables.with(scope);
    }

    private List<Kind> kinds(List<Kind> of, int count) {
        List<Kind> kinds = new ArrayList<>();
        while (kinds.size() < count) {
            kinds.add(dice.one(of));
        }
        return kinds;
    }

    /** New columns of a subquery. */
    List<Column> outputs(int count) {
        return kinds(KINDS, count).stream()
                .map(kind -> new Column(dice.name(dice.either(90, "x", "ß")), kind))
                .toList();
    }

    /** A set operation. */
    private String combined(Scope scope, List<Kind> kinds, int depth) {
        String left = "(" + columns(scope.correlated(), kinds, depth - 1) + ")";
        String right = "(" + columns(scope.correlated(), kinds, depth - 1) + ")";
        String operation =
                dice.one(" UNION ", " UNION ALL ", " INTERSECT ", " EXCEPT ", " EXCEPT ALL ");
        return left + operation + right + dice.either(40, ordered(kinds.size()), "");
    }

    /** A query of these columns. */
    String columns(Scope scope, List<Kind> kinds, int depth) {
        boolean comparable = kinds.stream().allMatch(Kind::isOrdered);
        if (comparable && depth > 1 && dice.in(12)) {
            return combined(scope, kinds, depth);
        }
        String from = sources.from(scope, depth);
        String targets =
                kinds.stream()
                        .map(kind -> expressions.value(kind, scope, depth))
                        .collect(Collectors.joining(", "));
        String rest = targets + dice.space() + "FROM " + from + where(scope, depth);
        if (!comparable) {
            return "SELECT " + rest;
        }
        return switch (dice.upTo(8)) {
            case 1 -> "SELECT DISTINCT " + rest;
            case 2 -> "SELECT DISTINCT ON (1) " + rest + ordered(kinds.size());
            case 3 -> "SELECT ALL " + rest + ordered(kinds.size());
            case 4 -> "SELECT " + rest + " GROUP BY " + Groups.positions(kinds.size());
            default -> "SELECT" + dice.space() + rest;
        };
    }

    /** The order of all columns, in which rows that are alike may change places unseen. */
    private String ordered(int columns) {
        return " ORDER BY "
                + Groups.positions(columns)
                + dice.one(
                        "",
                        " DESC NULLS LAST",
                        " LIMIT 4",
                        " OFFSET 2",
                        " FETCH FIRST 3 ROWS ONLY",
                        " FETCH FIRST 2 ROWS WITH TIES",
                        " LIMIT (SELECT count(*) FROM sales.people)");
    }

    private String where(Scope scope, int depth) {
        List<String> conditions =
                new ArrayList<>(
                        scope.items().stream()
                                .map(Item::bound)
                                .filter(bound -> !bound.isEmpty())
                                .toList());
        if (dice.in(40)) {
            conditions.add(expressions.condition(scope, depth));
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private String grouped(Scope scope) {
        String from = sources.from(scope, DEPTH - 1);
        String where = where(scope, 1);
        Groups.Grouping grouping = groups.grouping(scope);
        return "SELECT "
                + String.join("," + dice.space(), grouping.targets())
                + " FROM "
                + from
                + where
                + grouping.clauses();
    }

    /** A query of any columns. */
    String anything(Scope scope, int depth) {
        String from = sources.from(scope, depth);
        List<String> targets = new ArrayList<>();
        for (int count = dice.upTo(3); count > 0; count--) {
            targets.add(target(scope, depth));
        }
        boolean windows = targets.stream().anyMatch(target -> target.endsWith(" OVER w"));
        return "SELECT"
                + dice.space()
                + String.join("," + dice.space(), targets)
                + dice.space()
                + "FROM "
                + from
                + where(scope, depth)
                + (windows ? " WINDOW w AS " + groups.windowDefinition(scope) : "");
    }

    private String target(Scope scope, int depth) {
        Item item = dice.one(scope.items());
        return switch (dice.upTo(12)) {
            case 1 -> "*";
            case 2 -> item.name() + ".*";
            case 3 -> expressions.star(item, scope);
            case 4 -> item.name();
            case 5 -> item.row() == Row.NONE ? item.name() : "(" + item.name() + ").*";
            case 6 -> groups.window("w");
            case 7 -> groups.window(groups.windowDefinition(scope));
            case 8 -> expressions.condition(scope, depth) + " AS \"Ob \"\"?\"\"\"";
            default -> {
                String value = expressions.value(dice.one(KINDS), scope, depth);
                yield dice.in(60) ? value : value + dice.one(" AS ", " ") + dice.name("o");
            }
        };
    }

    /** One number, from a subquery that may see what is around it. */
    String scalar(Scope scope, int depth) {
        if (trespassing && dice.in(25)) {
            return "app.get_salary(" + expressions.column(Kind.INT, scope) + ")::int";
        }
        Scope inner = scope.correlated();
        String from = sources.from(inner, depth - 1);
        String where = where(inner, depth - 1);
        return "(SELECT length(" + groups.aggregate(inner) + "::text) FROM " + from + where + ")";
    }
}
