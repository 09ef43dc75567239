package dev.gatehouse.engines.postgres;

import static dev.gatehouse.engines.postgres.TestServer.engine;
import static dev.gatehouse.engines.postgres.TestServer.refusal;
import static dev.gatehouse.engines.postgres.TestServer.rows;
import static dev.gatehouse.engines.postgres.TestServer.settings;
import static dev.gatehouse.engines.postgres.TestServer.sql;
import static dev.gatehouse.engines.postgres.TestServer.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.result.Value;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {

    private static final PostgresEngine ENGINE = engine();

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static List<ResultColumn> columns(String text) {
        try (Rows rows =
                ENGINE.run(sql(text), SessionContext.EMPTY, Limits.DEFAULT, new Cancellation())) {
            return rows.columns();
        }
    }

    record Example(String expression, String type, Value value) {}

    static Stream<Example> everyKindOfValue() {
        return Stream.of(
                new Example("true", "boolean", new Value.Bool(true)),
                new Example("false", "boolean", new Value.Bool(false)),
                new Example("(-7)::int2", "smallint", new Value.Whole(-7)),
                new Example("42", "integer", new Value.Whole(42)),
                new Example("9223372036854775807", "bigint", new Value.Whole(Long.MAX_VALUE)),
                new Example("4294967295::oid", "oid", new Value.Whole(4294967295L)),
                new Example("1.10::numeric(10,2)", "numeric", new Value.Numeric("1.10")),
                new Example("'NaN'::numeric", "numeric", new Value.Numeric("NaN")),
                new Example("'-Infinity'::float8", "double precision", new Value.Real("-Infinity")),
                new Example("0.1::float4", "real", new Value.Real("0.1")),
                new Example(
                        "0.1::float8 + 0.2",
                        "double precision",
                        new Value.Real("0.30000000000000004")),
                new Example("1234.5::money", "money", new Value.Text("$1,234.50")),
                new Example("'a''b\\n'", "text", new Value.Text("a'b\\n")),
                new Example("'😀'::char(3)", "character", new Value.Text("😀  ")),
                new Example("''", "text", new Value.Text("")),
                new Example(
                        "'{\"b\":1, \"a\": 2}'::json",
                        "json",
                        new Value.Json("{\"b\":1, \"a\": 2}")),
                new Example(
                        "'{\"b\":1, \"a\": 2}'::jsonb",
                        "jsonb",
                        new Value.Json("{\"a\": 2, \"b\": 1}")),
                new Example("'\\x00ff10'::bytea", "bytea", new Value.Binary("AP8Q")),
                new Example("NULL::int", "integer", Value.Null.NULL),
                new Example(
                        "ARRAY[1,NULL,3]",
                        "integer[]",
                        new Value.Array(
                                List.of(new Value.Whole(1), Value.Null.NULL, new Value.Whole(3)),
                                ',')),
                new Example("B'101'", "bit", new Value.Text("101")),
                new Example(
                        "timestamptz '2024-05-06 07:08:09.123456+02'",
                        "timestamp with time zone",
                        new Value.Text("2024-05-06T05:08:09.123456+00:00")),
                new Example(
                        "timestamp 'infinity'",
                        "timestamp without time zone",
                        new Value.Text("infinity")),
                new Example("date '0044-03-15 BC'", "date", new Value.Text("-0043-03-15")),
                new Example("time '24:00'", "time without time zone", new Value.Text("24:00:00")),
                new Example(
                        "interval '1 month 2 days 03:04:05'",
                        "interval",
                        new Value.Text("P1M2DT3H4M5S")),
                new Example("int4range(1,5)", "int4range", new Value.Text("[1,5)")),
                new Example("ROW(1,'a b')", "record", new Value.Text("(1,\"a b\")")),
                new Example("'good'::sales.mood", "sales.mood", new Value.Text("good")),
                new Example(
                        "ARRAY['good'::sales.mood]",
                        "sales.mood[]",
                        new Value.Array(List.of(new Value.Text("good")), ',')),
                new Example("5::sales.positive", "integer", new Value.Whole(5)),
                new Example(
                        "uuid '123e4567-e89b-12d3-a456-426614174000'",
                        "uuid",
                        new Value.Text("123e4567-e89b-12d3-a456-426614174000")));
    }

    @ParameterizedTest
    @MethodSource
    void everyKindOfValue(Example example) {
        String text = "SELECT " + example.expression() + " AS x";
        assertThat(columns(text)).containsExactly(new ResultColumn("x", example.type()));
        assertThat(value(ENGINE, text)).isEqualTo(example.value());
    }

    @Test
    void namesThatRepeatOrAreEmptyAreKept() {
        assertThat(
                        columns("SELECT 1 AS a, 2 AS a, 3, 'x' AS \"?column?\"").stream()
                                .map(ResultColumn::name))
                .containsExactly("a", "a", "?column?", "?column?");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void rowsWithoutColumnsAreCounted(int rows) {
        String text = "SELECT FROM generate_series(1, " + rows + ")";
        assertThat(columns(text)).isEmpty();
        assertThat(rows(ENGINE, text)).hasSize(rows).allMatch(List::isEmpty);
    }

    @Test
    void questionMarksAndBracesAreOperatorsAndText() {
        assertThat(
                        value(
                                ENGINE,
                                "SELECT '{\"a\":1}'::jsonb ? 'a' AND '{\"b\":1}'::jsonb ?| ARRAY['a','b']"))
                .isEqualTo(new Value.Bool(true));
        assertThat(value(ENGINE, "SELECT '{d ''x''} $1 ? :a' || E'\\'?'"))
                .isEqualTo(new Value.Text("{d 'x'} $1 ? :a'?"));
    }

    @Test
    void oneRowMoreThanTheLimitIsReadAndNoOther() {
        assertThat(
                        rows(
                                ENGINE,
                                "SELECT generate_series(1, 1000000000)",
                                Limits.DEFAULT.withRows(7)))
                .hasSize(8);
    }

    @Test
    void anEnormousRowLimitIsNoProblem() {
        assertThat(rows(ENGINE, "SELECT 1", Limits.DEFAULT.withRows(Integer.MAX_VALUE))).hasSize(1);
    }

    @Test
    void explainGivesItsPlan() {
        assertThat(rows(ENGINE, "EXPLAIN SELECT * FROM sales.customers").getFirst().getFirst())
                .isInstanceOfSatisfying(
                        Value.Text.class, line -> assertThat(line.text()).contains("Seq Scan"));
    }

    @Test
    void theSessionIsSetUp() {
        assertThat(
                        rows(
                                ENGINE,
                                "SELECT current_setting(s) FROM unnest(ARRAY['default_transaction_read_only',"
                                        + " 'transaction_read_only', 'search_path', 'statement_timeout', 'lock_timeout',"
                                        + " 'idle_in_transaction_session_timeout', 'client_encoding', 'jit', 'TimeZone',"
                                        + " 'application_name', 'standard_conforming_strings', 'DateStyle']) s"))
                .containsExactlyElementsOf(
                        Stream.of(
                                        "on",
                                        "on",
                                        "pg_catalog,pg_temp",
                                        "30s",
                                        "5s",
                                        "30s",
                                        "UTF8",
                                        "off",
                                        "UTC",
                                        "gatehouse",
                                        "on",
                                        "ISO, MDY")
                                .<List<Value>>map(text -> List.of(new Value.Text(text)))
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO sales.customers (name) VALUES ('x')",
                "DELETE FROM sales.customers",
                "SELECT nextval('sales.numbers')",
                "CREATE TEMP TABLE t (i int)",
                "CREATE TABLE public.t (i int)",
                "SELECT * FROM sales.customers FOR UPDATE"
            })
    void aSuperusersSessionRefusesWrites(String write) {
        try (PostgresEngine engine = engine(settings("postgres"))) {
            assertThat(refusal(engine, write).code()).isEqualTo(Code.NOT_READ_ONLY);
        }
    }

    @Test
    void aConnectionThatBecameWritableIsNotUsedAgain() {
        Bounds one = Bounds.DEFAULT.withPool(1, 1);
        try (PostgresEngine engine = engine(settings("postgres").withBounds(one))) {
            rows(engine, "SELECT set_config('default_transaction_read_only', 'off', false)");
            assertThat(value(engine, "SHOW default_transaction_read_only"))
                    .isEqualTo(new Value.Text("on"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1; SELECT 2", "SELECT 1;;SELECT 2", "SELECT 1\0"})
    void whatIsNotOneStatementIsNotSent(String text) {
        assertThatThrownBy(() -> rows(ENGINE, text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(rows(ENGINE, "SELECT 1;")).hasSize(1);
    }

    @Test
    void aReadIsOneRoundTrip() throws IOException {
        try (var wire = new TripCounter(TestServer.port());
                PostgresEngine engine =
                        engine(
                                new PostgresSettings("127.0.0.1", wire.port(), "postgres", "reader")
                                        .withBounds(Bounds.DEFAULT.withPool(1, 1)))) {
            String enums = "SELECT id, name, mood, tags, 1.5 FROM sales.customers";
            rows(engine, enums);
            int before = wire.trips();
            rows(engine, enums);
            assertThat(wire.trips() - before).isEqualTo(1);
            rows(engine, "SELECT '" + "x".repeat(100_000) + "'");
            assertThat(wire.trips() - before).isEqualTo(2);
            refusal(engine, "SELECT nothing");
            assertThat(wire.trips() - before).isEqualTo(3);
        }
    }

    @Test
    void aReadIsOneRoundTripAlsoAfterAPause() throws IOException, InterruptedException {
        try (var wire = new TripCounter(TestServer.port());
                PostgresEngine engine =
                        engine(
                                new PostgresSettings("127.0.0.1", wire.port(), "postgres", "reader")
                                        .withBounds(Bounds.DEFAULT.withPool(1, 1)))) {
            rows(engine, "SELECT 1");
            int before = wire.trips();
            // The pool's own question comes after 500 ms without use; nothing else can bring that
            // about.
            new java.util.concurrent.CountDownLatch(1)
                    .await(700, java.util.concurrent.TimeUnit.MILLISECONDS);
            rows(engine, "SELECT 1");
            assertThat(wire.trips() - before).isEqualTo(1);
        }
    }

    @Test
    void warmingUpConnectsBeforeAnybodyAsks() {
        try (PostgresEngine engine = engine(settings().withApplicationName("warm"))) {
            String connected =
                    "SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name = 'warm'";
            assertThat(TestServer.ask(connected)).isEqualTo("f");
            engine.warmUp();
            TestServer.awaitAnswer(connected, "t");
        }
    }

    @Test
    void aResultLargerThanItsMemoryIsRefused() {
        Bounds small = Bounds.DEFAULT.withPool(1, 1).withResultBytes(1024 * 1024);
        try (PostgresEngine engine = engine(settings(small))) {
            for (String text :
                    List.of(
                            "SELECT repeat('x', 100000000)",
                            "SELECT repeat('x', 1000) FROM generate_series(1, 100000)")) {
                assertThat(refusal(engine, text, Limits.DEFAULT.withRows(1_000_000)).code())
                        .isEqualTo(Code.RESULT_TOO_LARGE);
                assertThat(rows(engine, "SELECT 1")).hasSize(1);
            }
        }
    }

    @Test
    void anErrorLargerThanTheMemoryOfAResultIsRefused() {
        Bounds small = Bounds.DEFAULT.withPool(1, 1).withResultBytes(1024 * 1024);
        try (PostgresEngine engine = engine(settings(small))) {
            assertThat(refusal(engine, "SELECT repeat('x', 20000000)::int").code())
                    .isEqualTo(Code.RESULT_TOO_LARGE);
            assertThat(rows(engine, "SELECT 1")).hasSize(1);
        }
    }

    @Test
    void aConnectionThatReadALongErrorIsReplacedWithItsMemory() {
        try (PostgresEngine engine = engine(settings(Bounds.DEFAULT.withPool(1, 1)))) {
            Value before = value(engine, "SELECT pg_backend_pid()");
            assertThat(refusal(engine, "SELECT repeat('x', 1000)::int").code())
                    .isEqualTo(Code.DATABASE_ERROR);
            assertThat(value(engine, "SELECT pg_backend_pid()")).isEqualTo(before);
            assertThat(refusal(engine, "SELECT repeat('x', 1000000)::int").code())
                    .isEqualTo(Code.DATABASE_ERROR);
            assertThat(value(engine, "SELECT pg_backend_pid()")).isNotEqualTo(before);
        }
    }
}
