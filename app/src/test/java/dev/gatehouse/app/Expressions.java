package dev.gatehouse.app;

import dev.gatehouse.app.Lab.Kind;
import dev.gatehouse.app.Scope.Item;
import dev.gatehouse.app.Scope.Reference;
import dev.gatehouse.app.Scope.Row;
import java.util.List;

/**
 * Generates values and conditions. None can fail for some row and none depends on an order that is
 * not given, so that what the database says is determined.
 */
final class Expressions {

    private final Dice dice;
    private final Statements statements;

    Expressions(Dice dice, Statements statements) {
        this.dice = dice;
        this.statements = statements;
    }

    String column(Kind kind, Scope scope) {
        List<Reference> columns = scope.columns(kind);
        return columns.isEmpty() ? kind.constant() : reference(dice.one(columns), scope);
    }

    /** One of the ways to write a column. */
    String reference(Reference to, Scope scope) {
        String item = to.item().name();
        String column = to.column().name();
        if (dice.in(25) && scope.isUnique(to)) {
            return column;
        }
        if (dice.in(30) && mayHaveThreeParts(to.item(), scope)) {
            return to.item().schema() + "." + item + "." + column;
        }
        boolean selects = to.item().row() != Row.NONE && dice.in(5);
        return (selects ? "(" + item + ")" : item) + dice.either(4, " . ", ".") + column;
    }

    /**
     * Known difference: {@code schema.table.column} is refused where anything else in this FROM, or
     * in one around it, goes by the table's name. Inside a subquery it is left out for the names
     * that may.
     */
    private static boolean mayHaveThreeParts(Item item, Scope scope) {
        return !item.schema().isEmpty()
                && scope.items().contains(item)
                && (scope.isOutermost() || !CommonTables.HIDING.contains(item.name()));
    }

    /** All columns of an item. */
    String star(Item item, Scope scope) {
        String schema = mayHaveThreeParts(item, scope) ? item.schema() + "." : "";
        return schema + item.name() + ".*";
    }

    String value(Kind kind, Scope scope, int depth) {
        if (depth <= 0 || dice.in(45)) {
            return dice.in(92) ? column(kind, scope) : kind.constant();
        }
        return switch (kind) {
            case INT -> number(scope, depth - 1);
            case TEXT -> text(scope, depth - 1);
            case NUMERIC -> "(" + value(Kind.INT, scope, depth - 1) + " * 0.25)";
            case DATE -> "(" + column(kind, scope) + " + " + dice.upTo(3) + ")";
            case TIME -> "date_trunc('day', " + column(kind, scope) + ")";
            case MOOD -> "CAST(" + dice.one("'gut'", "NULL", "'soso'") + " AS mood)";
            case TEXTS -> "(" + column(kind, scope) + " || " + value(Kind.TEXT, scope, 0) + ")";
            case INTS -> "ARRAY[" + column(Kind.INT, scope) + ", " + column(Kind.INT, scope) + "]";
            case JSONB -> "jsonb_build_object('v', " + value(Kind.TEXT, scope, depth - 1) + ")";
            case JSON -> "to_json(" + value(Kind.INT, scope, depth - 1) + ")";
        };
    }

    private String number(Scope scope, int depth) {
        String a = value(Kind.INT, scope, depth);
        return switch (dice.upTo(9)) {
            case 1 -> "(" + a + " + " + dice.upTo(5) + ")";
            case 2 -> "coalesce(" + a + ", " + value(Kind.INT, scope, depth) + ")";
            case 3 -> "CASE WHEN " + condition(scope, depth) + " THEN " + a + " ELSE 0 END";
            case 4 -> "length(" + value(Kind.TEXT, scope, depth) + ")";
            case 5 ->
                    "cardinality(" + column(dice.one(List.of(Kind.INTS, Kind.TEXTS)), scope) + ")";
            case 6 -> "(" + a + ")::int";
            case 7 -> "EXTRACT(day FROM " + column(Kind.DATE, scope) + ")::int";
            case 8 -> "nullif(greatest(" + a + ", 2), 3)";
            default -> statements.scalar(scope, depth);
        };
    }

    private String text(Scope scope, int depth) {
        String a = value(Kind.TEXT, scope, depth);
        return switch (dice.upTo(9)) {
            case 1 -> "upper(" + a + ")";
            case 2 -> "(" + a + " || '-ü' || " + value(Kind.INT, scope, depth) + ")";
            case 3 -> "(" + a + " COLLATE \"C\")";
            case 4 -> column(Kind.MOOD, scope) + "::text";
            case 5 -> "(" + column(Kind.JSONB, scope) + " ->> 'k')";
            case 6 -> "(" + column(Kind.TEXTS, scope) + ")[1]";
            case 7 -> "to_char(" + column(Kind.DATE, scope) + ", 'YYYY-MM')";
            case 8 -> row(scope);
            default -> "concat_ws('/', " + a + ", " + column(Kind.INT, scope) + ")";
        };
    }

    /**
     * A whole row as text. Known difference: {@code row_to_json(t)} of {@code t(a, b)} has the
     * names a and b, so the names of rows that are renamed are not shown.
     */
    private String row(Scope scope) {
        List<Item> rows = scope.inSight().stream().filter(item -> item.row() != Row.NONE).toList();
        if (rows.isEmpty()) {
            return "'no row'";
        }
        Item row = dice.one(rows);
        return row.row() == Row.NAMED && dice.in(50)
                ? dice.one("row_to_json", "to_jsonb") + "(" + row.name() + ")::text"
                : row.name() + "::text";
    }

    String condition(Scope scope, int depth) {
        if (depth > 0 && dice.in(50)) {
            return compound(scope, depth - 1);
        }
        String compare = dice.one(" < ", " > ", " = ", " <> ", " IS DISTINCT FROM ");
        return switch (dice.upTo(9)) {
            case 1 -> value(Kind.TEXT, scope, depth - 1) + " LIKE '%" + dice.upTo(4) + "%'";
            case 2 -> column(Kind.DATE, scope) + compare + "date '2024-01-0" + dice.upTo(9) + "'";
            case 3 -> column(Kind.MOOD, scope) + compare + dice.one("'gut'", "'soso'::mood");
            case 4 -> "'a' = ANY (" + column(Kind.TEXTS, scope) + ")";
            case 5 -> column(Kind.JSONB, scope) + " @> '{\"k\": 1}'";
            case 6 -> column(Kind.TEXT, scope) + dice.one(" IS NULL", " IS NOT NULL");
            case 7 -> column(Kind.INT, scope) + " BETWEEN 2 AND " + (2 + dice.upTo(6));
            default -> value(Kind.INT, scope, depth - 1) + compare + dice.upTo(7);
        };
    }

    private String compound(Scope scope, int depth) {
        return switch (dice.upTo(7)) {
            case 7 -> rows(scope, depth);
            case 1 -> "NOT (" + condition(scope, depth) + ")";
            case 2 -> "EXISTS (" + statements.anything(scope.correlated(), depth) + ")";
            case 3 -> membership(Kind.INT, scope, depth);
            case 4 -> membership(Kind.TEXT, scope, depth);
            default ->
                    "("
                            + condition(scope, depth)
                            + dice.one(" AND ", " OR ")
                            + condition(scope, depth)
                            + ")";
        };
    }

    /** Two rows, or a row and many. */
    private String rows(Scope scope, int depth) {
        String row = "(" + value(Kind.INT, scope, depth) + ", " + column(Kind.TEXT, scope) + ")";
        List<Kind> kinds = List.of(Kind.INT, Kind.TEXT);
        return dice.in(50)
                ? row + dice.one(" < ", " >= ", " = ", " IS DISTINCT FROM ") + "(3, 'n2')"
                : row + " IN (" + statements.columns(scope.correlated(), kinds, depth) + ")";
    }

    private String membership(Kind kind, Scope scope, int depth) {
        String value = value(kind, scope, depth);
        String among = "(" + statements.columns(scope.correlated(), List.of(kind), depth) + ")";
        return switch (dice.upTo(4)) {
            case 1 -> value + " NOT IN " + among;
            case 2 -> value + " = ANY (ARRAY" + among + ")";
            case 3 -> value + " >= ALL " + among;
            default -> value + " IN " + among;
        };
    }
}
