package dev.gatehouse.app;

import dev.gatehouse.app.Lab.Column;
import dev.gatehouse.app.Lab.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Generates WITH, mostly with names that hide tables. */
final class CommonTables {

    /** The names; all but the last are names of tables, too. */
    static final List<String> HIDING = List.of("people", "guest", "orders", "c_ü");

    private final Dice dice;
    private final Statements statements;

    CommonTables(Dice dice, Statements statements) {
        this.dice = dice;
        this.statements = statements;
    }

    /** One recursive expression, or two others; the scope knows them afterwards. */
    String with(Scope scope) {
        List<String> names = new ArrayList<>(HIDING);
        names.remove(dice.one(HIDING));
        names.remove(dice.one(HIDING));
        return dice.in(30)
                ? "WITH RECURSIVE " + recursive(names.getFirst(), scope) + " "
                : names.stream()
                        .map(name -> expression(name, scope))
                        .collect(Collectors.joining(", ", "WITH ", " "));
    }

    private String expression(String name, Scope scope) {
        List<Column> columns = statements.outputs(dice.upTo(3));
        List<Kind> kinds = columns.stream().map(Column::kind).toList();
        String query = statements.columns(scope.uncorrelated(), kinds, Statements.DEPTH - 1);
        scope.define(name, columns);
        String how = dice.either(80, "", dice.one("MATERIALIZED ", "NOT MATERIALIZED "));
        return name + list(columns) + " AS " + how + "(" + query + ")";
    }

    private String recursive(String name, Scope scope) {
        List<Column> columns = List.of(new Column("n", Kind.INT), new Column("p", Kind.TEXT));
        scope.define(name, columns);
        String query =
                dice.one(
                        "SELECT 1, 'a' UNION ALL SELECT n + 1, p || n FROM %1$s WHERE n < 4",
                        "SELECT id, nm FROM sales.people WHERE id = 1 UNION SELECT o.id, o.nm FROM"
                                + " sales.people o JOIN %1$s ON o.id = %1$s.n + 1",
                        "VALUES (2, 'b') UNION SELECT no, (SELECT p.p || label) FROM lab.room, %1$s"
                                + " p WHERE no = p.n + 1");
        return name + list(columns) + " AS (" + query.formatted(name) + ")";
    }

    private static String list(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", ", "(", ")"));
    }
}
