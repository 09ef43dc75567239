package dev.gatehouse.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The tables of the corpora and of {@code differential/lab.sql}, as a generator needs them. */
final class Lab {

    static final String SCRIPT = "/differential/lab.sql";

    /** The schemas, in the order in which a name without a schema is looked for. */
    static final List<String> PATH = List.of("sales", "lab");

    /** A kind of value, and a constant of it. */
    enum Kind {
        INT("3::int"),
        TEXT("'n1'::text"),
        NUMERIC("2.50"),
        DATE("date '2024-01-05'"),
        TIME("timestamptz '2024-06-02 00:00:00+00'"),
        MOOD("'soso'::mood"),
        TEXTS("ARRAY['a', 'b1']"),
        INTS("'{1, 2}'::int[]"),
        JSONB("'{\"k\": 1}'::jsonb"),
        JSON("'{\"k\": 1}'::json");

        private final String constant;

        Kind(String constant) {
            this.constant = constant;
        }

        String constant() {
            return constant;
        }

        /** Whether two of them can be compared, as ORDER BY, GROUP BY, DISTINCT and USING do. */
        boolean isOrdered() {
            return this != JSON;
        }
    }

    /** A column, its name written as SQL has it. */
    record Column(String name, Kind kind) {}

    /**
     * A table, its name written as SQL has it.
     *
     * @param bound a condition on the table {@code %s} that leaves few rows of a large one
     */
    record Table(String schema, String name, List<Column> columns, List<Column> key, String bound) {

        /** Whether its name without a schema means another table. */
        boolean isHidden() {
            return schema.equals("lab") && name.equals("people");
        }
    }

    static final List<Table> SMALL =
            List.of(
                    table(
                            "lab.guest",
                            "id",
                            "id int, nm text, country text, feeling mood, born date, tags texts"),
                    table(
                            "lab.stay",
                            "guest_id, night",
                            "guest_id int, night date, room int, price numeric, extras jsonb"),
                    table("lab.note", "id", "id int, guest_id int, body json, at time, marks ints"),
                    table(
                            "lab.\"we\"\"ird Täble\"",
                            "\"a\"\"b\"",
                            "\"a\"\"b\" int, \"Ö x\" text, \"select\" int"),
                    table("lab.people", "id", "id int, nm text, age int"),
                    table("lab.room", "no", "no int, floor int, label text"),
                    table("lab.suite", "no", "no int, floor int, label text, beds int"),
                    table("lab.visit", "id, on_day", "id int, on_day date, kind text"),
                    table("lab.visit_late", "id, on_day", "id int, on_day date, kind text"),
                    table("lab.countries", "", "country text, n int, id int"),
                    table("sales.people", "", "id int, nm text"),
                    table("sales.managers", "", "id int, nm text, lvl int"));

    static final List<Table> LARGE =
            List.of(
                    table(
                            "sales.customers",
                            "id",
                            "id int, name text, email text, ssn text, phone text, country text"
                                    + ", tenant_id int, created_at time",
                            "%s.id <= 9"),
                    table(
                            "sales.orders",
                            "id",
                            "id int, customer_id int, total numeric, status text, created_at time"
                                    + ", tenant_id int, meta jsonb",
                            "%s.id < 11"),
                    table(
                            "sales.order_items",
                            "order_id, line",
                            "order_id int, line int, sku text, qty int, price numeric",
                            "%s.order_id < 6"),
                    table(
                            "sales.events",
                            "",
                            "ts time, kind text, payload jsonb, tenant_id int",
                            "%s.ts < '2024-06-01 08:00:00+00'"));

    /** Relations that exist for the witness only: closed schemas, and a view that reads one. */
    static final List<Table> CLOSED =
            List.of(
                    table("hr.salaries", "emp_id", "emp_id int, name text, amount numeric"),
                    table("\"hr\".\"salaries\"", "", "emp_id int, name text, secret text"),
                    table("sales.v_sal", "", "emp_id int, name text, secret text"));

    private Lab() {}

    private static Table table(String name, String key, String columns) {
        return table(name, key, columns, "");
    }

    private static Table table(String name, String key, String columns, String bound) {
        List<Column> all = Arrays.stream(columns.split(", ")).map(Lab::column).toList();
        List<String> keys = List.of(key.split(", "));
        int dot = name.indexOf('.');
        return new Table(
                name.substring(0, dot),
                name.substring(dot + 1),
                all,
                all.stream().filter(column -> keys.contains(column.name())).toList(),
                bound);
    }

    private static Column column(String text) {
        int blank = text.lastIndexOf(' ');
        String kind = text.substring(blank + 1).toUpperCase(Locale.ROOT);
        return new Column(text.substring(0, blank), Kind.valueOf(kind));
    }
}
