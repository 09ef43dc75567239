package dev.gatehouse.app;

import dev.gatehouse.app.Lab.Column;
import dev.gatehouse.app.Lab.Kind;
import dev.gatehouse.app.Lab.Table;
import dev.gatehouse.app.Scope.Item;
import dev.gatehouse.app.Scope.Reference;
import dev.gatehouse.app.Scope.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Generates what stands behind FROM. */
final class Sources {

    private final Dice dice;
    private final Statements statements;
    private final boolean trespassing;

    /**
     * @param trespassing whether closed tables are among those that are read
     */
    Sources(Dice dice, Statements statements, boolean trespassing) {
        this.dice = dice;
        this.statements = statements;
        this.trespassing = trespassing;
    }

    /** An item as the statement has it. */
    private record Source(String text, Item item) {}

    /** One to three items; the scope knows them afterwards. */
    String from(Scope scope, int depth) {
        Source first = source(scope, depth);
        scope.add(first.item());
        StringBuilder text = new StringBuilder(first.text());
        List<Item> joined = new ArrayList<>(List.of(first.item()));
        int more = dice.in(50) ? 0 : dice.in(75) ? 1 : 2;
        for (int count = 0; count < more; count++) {
            text.append(dice.in(35) ? beside(scope, joined, depth) : join(scope, joined, depth));
        }
        return text.toString();
    }

    /** Behind a comma or CROSS JOIN, a subquery may see what stands before it. */
    private String beside(Scope scope, List<Item> joined, int depth) {
        Source next = depth > 0 && dice.in(40) ? lateral(scope, depth) : source(scope, depth);
        scope.add(next.item());
        if (dice.in(50)) {
            joined.clear();
            joined.add(next.item());
            return ", " + next.text();
        }
        joined.add(next.item());
        return dice.in(70)
                ? " CROSS JOIN " + next.text()
                : " LEFT JOIN " + next.text() + " ON true";
    }

    private String join(Scope scope, List<Item> joined, int depth) {
        Source next = source(scope, depth);
        List<String> common =
                joined.size() == 1 ? joined.getFirst().common(next.item()) : List.of();
        String on = on(joined, next.item());
        scope.add(next.item());
        joined.add(next.item());
        if (!common.isEmpty() && dice.in(35)) {
            return dice.one(" NATURAL JOIN ", " NATURAL LEFT JOIN ", " NATURAL FULL JOIN ")
                    + next.text();
        }
        String join = dice.one(" JOIN ", " LEFT JOIN ", " RIGHT JOIN ");
        if (!common.isEmpty() && dice.in(60)) {
            String merged = dice.in(20) ? " AS " + dice.name("j") : "";
            return dice.either(25, " FULL JOIN ", join)
                    + next.text()
                    + (" USING (" + dice.one(common) + ")" + merged);
        }
        return join + next.text() + on;
    }

    private String on(List<Item> joined, Item next) {
        return " ON " + number(joined) + " = " + number(List.of(next));
    }

    private String number(List<Item> items) {
        List<Reference> numbers =
                items.stream()
                        .flatMap(item -> item.columns().stream().map(c -> new Reference(item, c)))
                        .filter(reference -> reference.column().kind() == Kind.INT)
                        .toList();
        if (numbers.isEmpty()) {
            return "3";
        }
        Reference one = dice.one(numbers);
        return one.item().name() + "." + one.column().name();
    }

    private Source source(Scope scope, int depth) {
        int chance = dice.upTo(100);
        if (chance <= 14 && depth > 0) {
            return derived("", scope.uncorrelated(), depth);
        }
        if (chance <= 17) {
            return dice.in(50) ? whole(scope) : together(scope);
        }
        if (chance <= 22) {
            return function();
        }
        return chance <= 42 && !usable(scope).isEmpty() ? expression(scope) : table(scope);
    }

    private Source lateral(Scope scope, int depth) {
        return derived("LATERAL ", scope.correlated(), depth);
    }

    private Source derived(String lateral, Scope scope, int depth) {
        String name = dice.name("s");
        List<Column> columns = statements.outputs(dice.upTo(3));
        List<Kind> kinds = columns.stream().map(Column::kind).toList();
        String with = dice.in(8) ? statements.with(scope) : "";
        String query = with + statements.columns(scope, kinds, depth - 1);
        Item item = new Item(name, "", columns, List.of(), Row.VALUES, "");
        return new Source(lateral + "(" + query + ") AS " + name + list(columns), item);
    }

    /** A table as a subquery. */
    private Source whole(Scope scope) {
        Table table = dice.one(Lab.SMALL);
        return renamed("(TABLE " + named(table, scope) + ")", table.columns());
    }

    /** A join that has a name of its own. */
    private Source together(Scope scope) {
        Table left = dice.one(Lab.SMALL);
        Table right = dice.one(Lab.SMALL);
        String names = named(left, scope) + " a CROSS JOIN " + named(right, scope) + " AS b";
        List<Column> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        return renamed("(" + names + ")", columns);
    }

    private Source renamed(String text, List<Column> columns) {
        String name = dice.name("s");
        List<Column> renamed =
                columns.stream().map(each -> new Column(dice.name("y"), each.kind())).toList();
        Item item = new Item(name, "", renamed, List.of(), Row.VALUES, "");
        return new Source(text + " AS " + name + list(renamed), item);
    }

    private Source function() {
        String name = dice.name("f");
        Column number = new Column("v", Kind.INT);
        if (dice.in(40)) {
            Column text = new Column("w", Kind.TEXT);
            String rows =
                    dice.one(
                            "(VALUES (1, 'a'), (3, 'n1')) AS %s(v, w)",
                            "(VALUES (2, 'n2'), (NULL, 'b')) AS %s(v, w)",
                            "ROWS FROM (generate_series(1, 2), unnest(ARRAY['a', 'n1']))"
                                    + " AS %s(v, w)",
                            "json_to_recordset('[{\"v\": 1, \"w\": \"a\"}, {\"v\": 3}]')"
                                    + " AS %s(v int, w text)");
            Item item = new Item(name, "", List.of(number, text), List.of(), Row.VALUES, "");
            return new Source(rows.formatted(name), item);
        }
        String call = dice.one("generate_series(1, 3)", "unnest(ARRAY[1, 2, 3])");
        Item item = new Item(name, "", List.of(number), List.of(), Row.NONE, "");
        return new Source(call + " AS " + name + "(v)", item);
    }

    private static List<String> usable(Scope scope) {
        return scope.expressions().entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty() && !scope.has(entry.getKey()))
                .map(entry -> entry.getKey())
                .toList();
    }

    private Source expression(Scope scope) {
        String name = dice.one(usable(scope));
        List<Column> columns = scope.expressions().getOrDefault(name, List.of());
        String alias = dice.in(50) ? name : dice.name("c");
        String text = alias.equals(name) ? name : name + " " + alias;
        return new Source(text, new Item(alias, "", columns, List.of(), Row.VALUES, ""));
    }

    /**
     * A table, by its name or another. Known difference: two tables of one name, from two schemas,
     * need aliases in one FROM.
     */
    private Source table(Scope scope) {
        Table table =
                trespassing && dice.in(15)
                        ? dice.one(Lab.CLOSED)
                        : dice.one(dice.in(70) ? Lab.SMALL : Lab.LARGE);
        String written = named(table, scope) + dice.either(3, " *", "");
        if (dice.in(35) && !scope.has(table.name())) {
            return new Source(written, item(table, table.name(), table.schema()));
        }
        String alias = dice.in(85) ? dice.name("t") : dice.name("\"Ü ") + "\"";
        String as = written + dice.one(" AS ", " ") + alias;
        return table.bound().isEmpty() && dice.in(10)
                ? renamed(table, as, alias)
                : new Source(as, item(table, alias, ""));
    }

    private static Item item(Table table, String name, String schema) {
        String bound = table.bound().formatted(name);
        return new Item(name, schema, table.columns(), table.key(), Row.NAMED, bound);
    }

    /**
     * Known differences: grouping by a primary key is not recognised where the alias renames the
     * columns, so that such a table has none here; and JSON of the row has the new names.
     */
    private Source renamed(Table table, String as, String alias) {
        List<Column> columns = new ArrayList<>(table.columns());
        List<Column> first = List.of(columns.get(0), columns.get(1));
        columns.set(0, new Column(dice.name("r"), first.get(0).kind()));
        columns.set(1, new Column(first.get(0).name(), first.get(1).kind()));
        Item item = new Item(alias, "", columns, List.of(), Row.VALUES, "");
        return new Source(as + list(columns.subList(0, 2)), item);
    }

    private static String list(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", ", "(", ")"));
    }

    /** The table with its schema, or without where that means the same. */
    String named(Table table, Scope scope) {
        boolean hidden = table.isHidden() || scope.expressions().containsKey(table.name());
        return hidden || dice.in(40)
                ? table.schema() + dice.either(5, " . ", ".") + table.name()
                : table.name();
    }
}
