package dev.gatehouse.postgres.guard;

import java.util.List;

/** What {@link Sentence} is made of: names of what there is, of what is hidden, and of neither. */
final class SentenceWords {

    static final List<String> TABLES =
            List.of(
                    "people",
                    "customers",
                    "sales.orders",
                    "orders",
                    "order_items",
                    "sales . \"customers\"",
                    "SALES.People",
                    "\"people\"",
                    "U&\"peopl\\0065\"",
                    "U&\"peopl!0065\" UESCAPE '!'",
                    "\"we\"\"ird Name\"",
                    "people *",
                    "ONLY people",
                    "ONLY ( sales . people )",
                    "ONLY(\"people\")",
                    "vault_zq",
                    "hr_zq.salaries_zq",
                    "pg_class",
                    "pg_catalog.pg_authid",
                    "information_schema.tables");

    static final List<String> ALIASES =
            List.of("a", "b", "people", "orders", "\"A b\"", "U&\"\\0061\"", "p", "sales", "zz");

    static final List<String> COLUMNS =
            List.of(
                    "id",
                    "name",
                    "a.id",
                    "b.*",
                    "*",
                    "people.nm",
                    "sales.people.id",
                    "sales.orders.*",
                    "orders",
                    "customers.phone_zq",
                    "tenant_id",
                    "status",
                    "(a).id",
                    "(people).*",
                    "a.name",
                    "tags[1]",
                    "\"a\"\"b\"",
                    "ctid");

    static final List<String> CONSTANTS =
            List.of(
                    "1",
                    "-1",
                    "1.5e3",
                    "'x'",
                    "E'\\'x'",
                    "$$x$$",
                    "$a$'$a$",
                    "U&'\\0061'",
                    "B'1'",
                    "NULL",
                    "TRUE",
                    "DATE '2024-01-01'",
                    "INTERVAL '1' DAY",
                    "CURRENT_DATE",
                    "'happy'::mood",
                    "CAST('x' AS sales.mood)",
                    "ARRAY[1,2]",
                    "ROW(1,2)",
                    "'{}'::mood[]");

    static final List<String> FUNCTIONS =
            List.of(
                    "upper",
                    "count",
                    "coalesce",
                    "greatest",
                    "pg_catalog.lower",
                    "now",
                    "max",
                    "jsonb_build_object",
                    "row_number",
                    "pg_sleep",
                    "generate_series",
                    "nullif",
                    "pg_read_file",
                    "array_agg");

    static final List<String> OPERATORS =
            List.of(
                    "=",
                    "<>",
                    "+",
                    "||",
                    "AND",
                    "OR",
                    "LIKE",
                    "IS DISTINCT FROM",
                    "->>",
                    "OPERATOR(pg_catalog.=)",
                    "~",
                    "NOT IN",
                    "AT TIME ZONE",
                    "COLLATE");

    static final List<String> GAPS =
            List.of(" ", "\n", "/**/", "-- '\n", " /* FROM vault_zq */ ", "\t", "");

    private SentenceWords() {}
}
