package dev.gatehouse.postgres.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A statement that bytes have chosen from a grammar of reads: mostly one that the guard accepts,
 * with tables in every place, in every way of writing a name, and some words too many or too few.
 */
final class Sentence {

    private static final int MAX_DEPTH = 6;

    private final Choices choices;
    private final List<String> words = new ArrayList<>();
    private int depth;

    private Sentence(Choices choices) {
        this.choices = choices;
    }

    static String of(byte[] recipe) {
        Sentence sentence = new Sentence(new Choices(recipe));
        if (sentence.choices.once(20)) {
            sentence.add("EXPLAIN");
        }
        sentence.query();
        sentence.spoil();
        return sentence.text();
    }

    private void add(String... more) {
        words.addAll(Arrays.asList(more));
    }

    /** Words that are doubled, lost or changed for others. */
    private void spoil() {
        while (!choices.isOver() && choices.once(4) && !words.isEmpty()) {
            int at = choices.below(words.size());
            switch (choices.below(3)) {
                case 0 -> words.remove(at);
                case 1 -> words.add(at, choices.of(words));
                default -> words.set(at, choices.of(words));
            }
        }
    }

    private String text() {
        boolean plain = !choices.once(4);
        StringBuilder text = new StringBuilder();
        words.forEach(
                word -> text.append(word).append(plain ? " " : choices.of(SentenceWords.GAPS)));
        return text.toString();
    }

    private boolean deep() {
        return depth > MAX_DEPTH || choices.isOver() || words.size() > 300;
    }

    private void query() {
        depth++;
        if (choices.once(5) && !deep()) {
            with();
        }
        switch (deep() ? 0 : choices.below(12)) {
            case 9 -> add("TABLE", choices.of(SentenceWords.TABLES));
            case 10 -> add("VALUES (" + choices.of(SentenceWords.CONSTANTS) + ")");
            case 11 -> joined();
            default -> select();
        }
        depth--;
    }

    private void with() {
        add("WITH");
        if (choices.once(4)) {
            add("RECURSIVE");
        }
        expression(true);
        while (choices.once(3) && !deep()) {
            expression(false);
        }
    }

    private void expression(boolean first) {
        add(first ? "" : ",", choices.of("a", "people", "orders", "customers", "pg_x", "\"A b\""));
        add(choices.of("AS (", "AS MATERIALIZED (", "(x, y) AS ("));
        query();
        add(")");
    }

    private void joined() {
        add("(");
        query();
        add(")", choices.of("UNION", "UNION ALL", "INTERSECT", "EXCEPT ALL"));
        query();
    }

    private void select() {
        add("SELECT", choices.of("", "", "", "DISTINCT", "ALL", "DISTINCT ON (id)"));
        value();
        while (choices.once(3) && !deep()) {
            add(choices.of("", "AS x", "AS \"id\""), ",");
            value();
        }
        if (!choices.once(8)) {
            from();
        }
        clause(4, "WHERE");
        if (choices.once(6)) {
            groupBy();
        }
        clause(10, "HAVING");
        if (choices.once(10)) {
            add("WINDOW w AS (PARTITION BY id)");
        }
        clause(6, "ORDER BY");
        add(choices.of("", "", "", "LIMIT 3", "OFFSET 1", "FETCH FIRST ROW ONLY", "FOR UPDATE"));
    }

    private void clause(int in, String word) {
        if (choices.once(in)) {
            add(word);
            value();
        }
    }

    private void groupBy() {
        add(
                "GROUP BY",
                choices.of(
                        "id",
                        "a.id",
                        "1",
                        "(id)",
                        "(people.id)",
                        "ROLLUP (id)",
                        "()",
                        "((a.id))",
                        "order_id, line",
                        "sales.people.id",
                        "GROUPING SETS ((id), ())",
                        "DISTINCT id",
                        "customers.id",
                        "ALL"));
        if (choices.once(3)) {
            add(",");
            value();
        }
    }

    private void from() {
        add("FROM");
        item();
        while (choices.once(2) && !deep()) {
            switch (choices.below(6)) {
                case 0 -> add(",");
                case 1 -> add("CROSS JOIN");
                case 2 -> add("NATURAL LEFT JOIN");
                case 3 -> add(", LATERAL");
                default -> {
                    joinOn();
                    continue;
                }
            }
            item();
        }
    }

    private void joinOn() {
        add(choices.of("JOIN", "LEFT JOIN", "FULL OUTER JOIN"));
        item();
        if (choices.once(2)) {
            add("USING (id)", choices.of("", "AS j"));
        } else {
            add("ON");
            value();
        }
    }

    private void item() {
        switch (deep() ? 0 : choices.below(8)) {
            case 5 -> {
                add("(");
                query();
                add(")", choices.of("AS", ""), choices.of(SentenceWords.ALIASES));
            }
            case 6 -> {
                add(
                        choices.of(
                                "generate_series(1,3)",
                                "unnest(tags)",
                                "ROWS FROM (now())",
                                "json_to_recordset('[]')"));
                add(
                        choices.of(
                                "",
                                "AS a",
                                "AS a (id, x)",
                                "WITH ORDINALITY AS b",
                                "AS a (x mood)"));
            }
            case 7 -> {
                add("(");
                item();
                add("CROSS JOIN");
                item();
                add(")", choices.of("", "AS a"));
            }
            default -> table();
        }
    }

    private void table() {
        add(choices.of(SentenceWords.TABLES));
        add(choices.of("", "", "AS", ""));
        add(choices.of("", choices.of(SentenceWords.ALIASES), "a (x, y)", "b", ""));
        if (choices.once(12)) {
            add("TABLESAMPLE");
            add(choices.of("system (10)", "pg_catalog.bernoulli((1.5e0))", "x (1)"));
            add(choices.of("", "REPEATABLE (0)", "REPEATABLE ( 1 )"));
        }
    }

    private void value() {
        depth++;
        switch (deep() ? 0 : choices.below(14)) {
            case 3, 4 -> add(choices.of(SentenceWords.CONSTANTS));
            case 5, 6 -> {
                value();
                add(choices.of(SentenceWords.OPERATORS));
                value();
            }
            case 7 -> inParentheses("(");
            case 8 -> call();
            case 9 -> subquery(choices.of("(", "EXISTS (", "ARRAY (", "id IN (", "1 = ANY ("));
            case 10 -> inParentheses("CASE WHEN true THEN (");
            case 11 -> inParentheses("CAST (");
            case 12 -> {
                add("(");
                value();
                add(
                        ")",
                        choices.of(
                                "::text",
                                "::mood",
                                ".id",
                                "[1]",
                                "IS NULL",
                                "::sales.mood",
                                "BETWEEN 1 AND 2",
                                ".pg_sleep",
                                "::regclass"));
            }
            default -> add(choices.of(SentenceWords.COLUMNS));
        }
        depth--;
    }

    private void inParentheses(String open) {
        add(open);
        value();
        add(
                switch (open) {
                    case "CASE WHEN true THEN (" -> ") ELSE NULL END";
                    case "CAST (" ->
                            "AS "
                                    + choices.of("text", "mood", "numeric(3,1)", "int[]", "xid")
                                    + ")";
                    default -> ")";
                });
    }

    private void call() {
        add(choices.of(SentenceWords.FUNCTIONS), "(", choices.of("", "", "DISTINCT", "VARIADIC"));
        value();
        add(
                ")",
                choices.of(
                        "",
                        "",
                        "OVER ()",
                        "OVER (ORDER BY id)",
                        "FILTER (WHERE true)",
                        "OVER w",
                        "WITHIN GROUP (ORDER BY id)"));
    }

    private void subquery(String open) {
        add(open);
        query();
        add(")");
    }
}
