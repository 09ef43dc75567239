package dev.gatehouse.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may name tables, columns and types in a database cannot name them out of the guard. */
class HostileCatalogTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\" FROM hr.salaries --",
                "x\" FROM \"hr\".\"salaries\") AS x, (SELECT \"x",
                "\"",
                "\"\"\"",
                ".",
                "a.b",
                "line\nbreak",
                "/* x",
                "*/",
                "--",
                "'",
                "$$",
                "\\",
                "U&\"\\0022",
                "select",
                "table",
                "*",
                " ",
                "ünï→",
                "\u00a0"
            })
    void quotesEveryName(String name) {
        String quoted = Quoted.name(name);
        assertThat(guarded(name, "SELECT * FROM " + quoted + " GROUP BY " + quoted + ".key"))
                .contains(
                        "(SELECT \"key\", " + quoted + " FROM \"s\"." + quoted + ") AS " + quoted);
        assertThat(guarded(name, "TABLE s . " + quoted + " *"))
                .contains("SELECT * FROM (SELECT \"key\", " + quoted + " FROM \"s\"." + quoted);
        assertThat(guarded(name, "SELECT NULL::" + quoted))
                .contains("SELECT NULL::\"s\"." + quoted);
        assertThat(guarded(name, "SELECT s." + quoted + "." + quoted + " FROM s." + quoted))
                .contains("(SELECT " + quoted + "." + quoted + " FROM (SELECT \"key\", ");
    }

    @Test
    void letsNoColumnOpenTheFunctionOfItsName() {
        String name = "pg_read_file";
        assertThat(
                        guarded(
                                name,
                                "SELECT t.pg_read_file, s.pg_read_file.key FROM pg_read_file t"
                                        + ", pg_read_file"))
                .contains("t.pg_read_file");
        Stream.of(
                        "SELECT ('/etc/passwd'::text).pg_read_file FROM pg_read_file t",
                        "SELECT x.pg_read_file FROM pg_read_file t, unnest(ARRAY['/x']) AS x",
                        "SELECT (SELECT t.pg_read_file FROM unnest(ARRAY['/x']) AS t)"
                                + " FROM pg_read_file t",
                        "SELECT unnest.pg_read_file FROM unnest(ARRAY['/x']),"
                                + " (SELECT 1 FROM pg_read_file AS unnest) AS y",
                        "SELECT (SELECT unnest.pg_read_file FROM unnest(ARRAY['/x']))"
                                + " FROM pg_read_file unnest",
                        "SELECT (SELECT unnest.pg_read_file FROM ROWS FROM (unnest(ARRAY['/x'])))"
                                + " FROM pg_read_file unnest",
                        "SELECT t.pg_read_file FROM (VALUES ('/x')) AS t",
                        "WITH t AS (SELECT '/x') SELECT t.pg_read_file FROM t, pg_read_file x",
                        "SELECT j.pg_read_file FROM (pg_read_file t CROSS JOIN pg_read_file u)"
                                + " AS j",
                        "SELECT (SELECT \"coalesce\".pg_read_file FROM coalesce('/x'::text))"
                                + " FROM pg_read_file AS \"coalesce\"",
                        "SELECT (SELECT \"text\".pg_read_file FROM CAST('/x' AS text))"
                                + " FROM pg_read_file AS \"text\"",
                        "SELECT (SELECT xmltable.pg_read_file FROM XMLTABLE('/a' PASSING"
                                + " xmlparse(content '<a/>') COLUMNS a int))"
                                + " FROM pg_read_file AS xmltable",
                        "SELECT (SELECT j.pg_read_file FROM (SELECT 1 AS x) a"
                                + " JOIN (SELECT 1 AS x) b USING (x) AS j) FROM pg_read_file j",
                        "SELECT t.pg_read_file FROM pg_read_file AS t(a, b)")
                .forEach(
                        sql ->
                                assertThat(code(name, sql))
                                        .as(sql)
                                        .isEqualTo(Code.FUNCTION_REFUSED));
    }

    private static Code code(String name, String sql) {
        try {
            throw new AssertionError("accepted: " + guarded(name, sql));
        } catch (Refused refused) {
            return refused.refusal().code();
        }
    }

    private static String guarded(String name, String sql) {
        RelationName full = new RelationName("s", name);
        List<String> columns = List.of("key", name);
        Catalog catalog = catalog(full, columns);
        Access access = Access.whole(catalog.relation(full).orElseThrow());
        return GuardFixture.DIALECT
                .analyse(sql, catalog)
                .guard(new Obligations(List.of(access)), new Purpose.Fetch(7))
                .text();
    }

    private static Catalog catalog(RelationName name, List<String> columns) {
        Relation table =
                new Relation(
                        name,
                        RelationKind.TABLE,
                        "",
                        -1,
                        columns.stream()
                                .map(each -> new Column(each, "int", true, "", ""))
                                .toList(),
                        List.of("key"),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of(),
                        Set.of());
        return new Catalog(
                18,
                List.of("s"),
                Map.of("s", ""),
                List.of(table),
                Set.of(name),
                Set.of("pg_read_file", "upper"));
    }
}
