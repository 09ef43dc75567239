package dev.gatehouse.engines.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.result.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of every type on the newest and the oldest server, against what the server says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValuesTest {

    private static final String TYPES =
            """
            DROP TYPE IF EXISTS sales.pair, sales.span;
            DROP DOMAIN IF EXISTS sales.deep, sales.stamp, sales.ints;
            ALTER TYPE sales.mood ADD VALUE IF NOT EXISTS 'a b';
            ALTER TYPE sales.mood ADD VALUE IF NOT EXISTS '';
            CREATE TYPE sales.pair AS (a int, b text);
            CREATE TYPE sales.span AS RANGE (subtype = timestamptz);
            CREATE DOMAIN sales.deep AS sales.positive CHECK (VALUE < 1000);
            CREATE DOMAIN sales.stamp AS timestamptz;
            CREATE DOMAIN sales.ints AS int[];
            """;

    /** Room for a number of 131,072 digits. */
    private static final Limits LIMITS =
            new Limits(1, 1 << 20, 1 << 18, Duration.ofSeconds(20), 1 << 16);

    private final PostgresEngine newest = TestServer.engine();
    private final PostgresEngine oldest = OldestServer.engine();
    private final Connection newestOwner;
    private final Connection oldestOwner;

    ValuesTest() throws SQLException {
        newestOwner = TestServer.superuser();
        oldestOwner = OldestServer.owner();
    }

    @BeforeAll
    void makeTypes() throws SQLException {
        for (Connection owner : List.of(newestOwner, oldestOwner)) {
            try (Statement statement = owner.createStatement()) {
                for (String type : TYPES.split(";\n", -1)) {
                    statement.execute(type);
                }
                statement.execute("SET TimeZone = 'UTC'");
            }
        }
    }

    @AfterAll
    void close() throws SQLException {
        newest.close();
        oldest.close();
        newestOwner.close();
        oldestOwner.close();
    }

    record Line(String how, String expression, String text) {

        static Line of(String line) {
            String[] parts = line.split(" \\|( |$)", 3);
            String text = parts.length > 2 ? parts[2] : "";
            return new Line(parts[0], parts[1], text.replace('␠', ' '));
        }
    }

    static Stream<Line> lines() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ValuesTest.class.getResourceAsStream("/values.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Line::of);
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void isExactOnTheNewestServer(Line line) throws SQLException {
        check(line, newest, newestOwner);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void isExactOnTheOldestServer(Line line) throws SQLException {
        check(line, oldest, oldestOwner);
    }

    private static void check(Line line, PostgresEngine engine, Connection owner)
            throws SQLException {
        String x = line.expression();
        Value value = value(engine, "SELECT " + x);
        switch (line.how()) {
            case "own" -> assertThat(value.text()).isEqualTo(ask(owner, "format('%s', " + x + ")"));
            case "iso" -> {
                assertThat(value.text()).isEqualTo(ask(owner, "to_json(" + x + ") #>> '{}'"));
                assertThat(readBack(owner, value, x)).isTrue();
            }
            case "duration" -> {
                assertThat(value.text()).isEqualTo(duration(owner, x));
                assertThat(readBack(owner, value, x)).isTrue();
            }
            case "list" -> {
                assertThat(value).isInstanceOf(Value.Array.class);
                String same = "to_jsonb(" + x + ") = " + literal(json(value)) + "::jsonb";
                assertThat(ask(owner, same)).as(json(value)).isEqualTo("t");
            }
            case "is" -> assertThat(value.text()).isEqualTo(line.text());
            case "null" -> assertThat(value).isEqualTo(Value.Null.NULL);
            default -> throw new AssertionError(line);
        }
    }

    private static Value value(PostgresEngine engine, String sql) {
        return TestServer.rows(engine, sql, LIMITS).getFirst().getFirst();
    }

    private static String ask(Connection owner, String expression) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet result = statement.executeQuery("SELECT " + expression)) {
                result.next();
                return Objects.requireNonNull(result.getString(1));
            }
        }
    }

    /** An interval equals others, such as a month 30 days, so that the texts are compared. */
    private static boolean readBack(Connection owner, Value value, String x) throws SQLException {
        String type = ask(owner, "pg_typeof(" + x + ")");
        String read = literal(value.text()) + "::" + type;
        return ask(owner, "(" + read + ")::text = (" + x + ")::text").equals("t");
    }

    private static String duration(Connection owner, String x) throws SQLException {
        ask(owner, "set_config('IntervalStyle', 'iso_8601', false)");
        try {
            return ask(owner, "(" + x + ")::text");
        } finally {
            ask(owner, "set_config('IntervalStyle', 'postgres', false)");
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String json(Value value) {
        return switch (value) {
            case Value.Null _ -> "null";
            case Value.Bool _, Value.Whole _, Value.Json _ -> value.text();
            case Value.Real(String digits) ->
                    Character.isDigit(digits.charAt(digits.length() - 1))
                            ? digits
                            : '"' + digits + '"';
            case Value.Array(List<Value> elements, char _) ->
                    elements.stream()
                            .map(ValuesTest::json)
                            .collect(Collectors.joining(",", "[", "]"));
            case Value.Numeric _, Value.Text _, Value.Binary _, Value.Cut _ ->
                    '"'
                            + value.text()
                                    .replace("\\", "\\\\")
                                    .replace("\"", "\\\"")
                                    .replace("\n", "\\n")
                                    .replace("\t", "\\t")
                            + '"';
        };
    }

    /** Only then have offsets seconds, and half hours. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Amsterdam", "America/St_Johns", "Asia/Kolkata"})
    void offsetsOfOtherTimeZonesAreKept(String zone) throws SQLException {
        PostgresSettings utc = TestServer.settings();
        PostgresSettings settings =
                new PostgresSettings(
                        utc.place(),
                        utc.login(),
                        utc.encryption(),
                        new PostgresSettings.Session("gatehouse", zone, Set.of()),
                        utc.bounds());
        try (PostgresEngine engine = TestServer.engine(settings)) {
            for (String x :
                    List.of(
                            "timestamptz '1900-01-01 00:00:00+00'",
                            "timestamptz '2026-07-01 00:00:00+00'",
                            "timestamptz '2026-11-01 05:30:00.5+00'")) {
                String own = "to_json(" + x + ") #>> '{}'";
                assertThat(value(engine, "SELECT " + x).text())
                        .isEqualTo(ask(newestOwner, zoned(zone, own)));
            }
        }
    }

    private static String zoned(String zone, String expression) {
        return expression + " FROM set_config('TimeZone', '" + zone + "', true)";
    }

    @Test
    void anIntervalWithoutEndStays() {
        assertThat(value(newest, "SELECT interval '-infinity'").text()).isEqualTo("-infinity");
    }

    /** Its elements would take many times its text in memory, and nobody would get them. */
    @Test
    void anArrayThatWillBeCutIsNotRead() {
        Limits small = new Limits(1, 1 << 20, 10, Duration.ofSeconds(20), 1 << 16);
        String sql = "SELECT array_agg(n) FROM generate_series(1, 100) n";
        assertThat(TestServer.rows(newest, sql, small).getFirst().getFirst())
                .isInstanceOf(Value.Text.class);
        assertThat(value(newest, sql)).isInstanceOf(Value.Array.class);
    }

    @Test
    void namesThatRepeatAreKeptInOrder() {
        String sql = "SELECT 1 AS a, 2 AS a, 3, ARRAY[4]::sales.deep[] AS \"A\"";
        try (var rows =
                newest.run(TestServer.sql(sql), SessionContext.EMPTY, LIMITS, new Cancellation())) {
            assertThat(rows.columns())
                    .extracting(column -> column.name() + " " + column.type())
                    .containsExactly(
                            "a integer", "a integer", "?column? integer", "A sales.deep[]");
        }
    }
}
