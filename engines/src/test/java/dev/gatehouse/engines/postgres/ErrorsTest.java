package dev.gatehouse.engines.postgres;

import static dev.gatehouse.engines.postgres.TestServer.engine;
import static dev.gatehouse.engines.postgres.TestServer.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.core.sql.StatementKind;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the one who asked gets to see of an error, and what nobody does. */
class ErrorsTest {

    private static final PostgresEngine ENGINE = engine();

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    /** Statements that make the server print the value of a row in its message. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ssn::int FROM sales.customers",
                "SELECT ssn::numeric FROM sales.customers",
                "SELECT ssn::date FROM sales.customers",
                "SELECT ssn::timestamptz FROM sales.customers",
                "SELECT ssn::uuid FROM sales.customers",
                "SELECT ssn::json FROM sales.customers",
                "SELECT ssn::xml FROM sales.customers WHERE xmlparse(DOCUMENT ssn) IS NULL",
                "SELECT ssn::sales.mood FROM sales.customers",
                "SELECT ssn::regclass FROM sales.customers",
                "SELECT ssn::regtype FROM sales.customers",
                "SELECT ssn::regrole FROM sales.customers",
                "SELECT ssn::regconfig FROM sales.customers",
                "SELECT ssn::regproc FROM sales.customers",
                "SELECT ssn::regprocedure FROM sales.customers",
                "SELECT (ssn || ' & &')::tsquery FROM sales.customers",
                "SELECT to_tsquery(ssn || ' & &') FROM sales.customers",
                "SELECT ('$.' || ssn || '[[')::jsonpath FROM sales.customers",
                "SELECT has_table_privilege(ssn, 'SELECT') FROM sales.customers",
                "SELECT has_column_privilege('sales.customers', ssn, 'SELECT') FROM sales.customers",
                "SELECT to_char(1, 'x') || now() AT TIME ZONE ssn FROM sales.customers",
                "SELECT encode('x'::bytea, ssn) FROM sales.customers",
                "SELECT 'a' ~ ('(' || ssn) FROM sales.customers",
                "SELECT parse_ident(ssn || '.') FROM sales.customers",
                "SELECT date_trunc(ssn, now()) FROM sales.customers",
                "SELECT current_setting(ssn) FROM sales.customers",
                "SELECT query_to_xml('SELECT ' || quote_ident(ssn), true, true, '') FROM sales.customers",
                "SELECT ssn FROM sales.customers WHERE ssn::int = 1",
                "SELECT array_agg(ssn)::int[] FROM sales.customers",
                "SELECT sum(ssn::float8) OVER () FROM sales.customers"
            })
    void aValueOfARowIsNeverShown(String text) {
        Refusal refusal = refusal(ENGINE, text);
        assertThat(refusal.code()).isEqualTo(Code.DATABASE_ERROR);
        assertThat(refusal.toString()).doesNotContainIgnoringCase("PLANTED").contains("SQLSTATE");
    }

    /** Such as the filter of a table whose columns have changed since. */
    @Test
    void aNameThatTheCallerDidNotWriteIsNotShown() {
        String text = "SELECT nme FROM sales.customers";
        SafeSql sql =
                SafeSql.proven(
                        text, StatementKind.READ, offset -> Place.at(text, offset), _ -> true);
        assertThatThrownBy(
                        () ->
                                ENGINE.run(
                                        sql,
                                        SessionContext.EMPTY,
                                        Limits.DEFAULT,
                                        new Cancellation()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.refusal())
                                        .isEqualTo(
                                                new Refusal(
                                                        Code.DATABASE_ERROR,
                                                        "the database reports: undefined column"
                                                                + " (SQLSTATE 42703)",
                                                        "describe_table tells which columns a table"
                                                                + " has.",
                                                        new Place(1, 8))));
    }

    record Example(String text, String message, String help, Place place) {}

    static Stream<Example> errorsOfNamesAreShownWithTheirPlace() {
        return Stream.of(
                new Example(
                        "SELECT nme FROM sales.customers",
                        "column \"nme\" does not exist (SQLSTATE 42703)",
                        "Perhaps you meant to reference the column \"customers.name\".",
                        new Place(1, 8)),
                new Example(
                        "SELECT '😀😀',\n  nothing(1)",
                        "function nothing(integer) does not exist (SQLSTATE 42883)",
                        "",
                        new Place(2, 3)),
                new Example(
                        "SELECT '😀', nme FROM sales.customers",
                        "column \"nme\" does not exist (SQLSTATE 42703)",
                        "Perhaps you meant to reference the column \"customers.name\".",
                        new Place(1, 13)),
                new Example(
                        "SELECT 1 FROM nowhere.nothing",
                        "relation \"nowhere.nothing\" does not exist (SQLSTATE 42P01)",
                        "",
                        new Place(1, 15)),
                new Example(
                        "SELECT name, count(*) FROM sales.customers",
                        "column \"customers.name\" must appear in the GROUP BY clause or be used in"
                                + " an aggregate function (SQLSTATE 42803)",
                        "",
                        new Place(1, 8)));
    }

    @ParameterizedTest
    @MethodSource
    void errorsOfNamesAreShownWithTheirPlace(Example example) {
        Refusal refusal = refusal(ENGINE, example.text());
        assertThat(refusal.code()).isEqualTo(Code.DATABASE_ERROR);
        assertThat(refusal.message()).isEqualTo(example.message());
        assertThat(refusal.place()).isEqualTo(example.place());
        assertThat(refusal.help()).contains(example.help());
    }

    @Test
    void theConditionIsToldInWordsOfTheDocumentation() {
        assertThat(refusal(ENGINE, "SELECT 1 / (id - id) FROM sales.customers").message())
                .isEqualTo("the database reports: division by zero (SQLSTATE 22012)");
        assertThat(refusal(ENGINE, "SELECT 'x'::int").place()).isEqualTo(new Place(1, 8));
    }

    @Test
    void aMissingRightIsSaidWithoutTheObject() {
        Refusal refusal = refusal(ENGINE, "SELECT * FROM hr.salaries");
        assertThat(refusal.code()).isEqualTo(Code.DATABASE_ERROR);
        assertThat(refusal.message()).contains("lacks the right").doesNotContain("hr", "salaries");
    }

    @Test
    void anErrorLeavesItsConnectionInUse() {
        Bounds one = Bounds.DEFAULT.withPool(1, 1);
        try (PostgresEngine engine = engine(TestServer.settings(one))) {
            var before = TestServer.value(engine, "SELECT pg_backend_pid()");
            refusal(engine, "SELECT 1 / 0");
            refusal(engine, "SELECT nothing");
            assertThat(TestServer.value(engine, "SELECT pg_backend_pid()")).isEqualTo(before);
        }
    }

    @Test
    void everyConditionHasWords() {
        assertThat(Conditions.words("22012")).isEqualTo("division by zero");
        assertThat(Conditions.words("22ZZZ")).isEqualTo("data exception");
        assertThat(Conditions.words("QQ000")).isEqualTo("an error that is not described further");
        assertThat(Conditions.words("")).isNotBlank();
    }
}
