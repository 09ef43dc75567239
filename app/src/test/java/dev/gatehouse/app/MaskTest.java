package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Display;
import dev.gatehouse.core.sql.HashKey;
import dev.gatehouse.core.sql.Mask;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.ShownColumn;
import dev.gatehouse.postgres.guard.PostgresDialect;
import dev.gatehouse.postgres.parser.ParserLimits;
import dev.gatehouse.postgres.parser.PostgresParsers;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mask over columns of every type that it is for, on a real database. */
class MaskTest {

    private static final RelationName TABLE = new RelationName("masks", "t");
    private static final PostgresParsers PARSERS = PostgresParsers.open(ParserLimits.DEFAULT);
    private static final PostgresDialect DIALECT = new PostgresDialect(PARSERS);

    private static final Mask.BuiltIn HASH =
            new Mask.Hash(new HashKey("Jefe-Jefe-Jefe-Jefe".getBytes(StandardCharsets.UTF_8)));

    /** A key that is longer than a block of the hash (RFC 4231, test case 6). */
    private static final Mask.BuiltIn LONG = new Mask.Hash(new HashKey(aa(131)));

    private static byte[] aa(int length) {
        byte[] key = new byte[length];
        Arrays.fill(key, (byte) 0xaa);
        return key;
    }

    @BeforeAll
    static void make() throws SQLException {
        execute(
                """
                CREATE SCHEMA masks;
                CREATE DOMAIN masks.zip AS text CHECK (value ~ '^[0-9]+$');
                CREATE TYPE masks."Mo od" AS ENUM ('gut')""");
    }

    @AfterAll
    static void close() throws SQLException {
        execute("DROP SCHEMA masks CASCADE");
        PARSERS.close();
    }

    private static void execute(String script) throws SQLException {
        try (Connection owner = SalesServer.owner();
                Statement statement = owner.createStatement()) {
            statement.execute(script);
        }
    }

    /**
     * A mask of one value.
     *
     * @param type of the column, as the catalog writes it
     * @param value of the column, in SQL
     * @param result its text; and then its type, where that is another
     */
    record Example(Mask.BuiltIn mask, String type, String value, String result) {}

    private static Example example(Mask.BuiltIn mask, String type, String value, String result) {
        return new Example(mask, type, value, result);
    }

    private static Mask.BuiltIn fixed(String text) {
        return new Mask.Fixed(text);
    }

    private static Mask.BuiltIn partial(int first, int last) {
        return new Mask.Partial(first, last);
    }

    private static Mask.BuiltIn rounded(String step) {
        return new Mask.Rounded(new BigDecimal(step));
    }

    private static Mask.BuiltIn cut(Mask.Unit unit) {
        return new Mask.Truncated(unit);
    }

    static Stream<Example> examples() {
        return Stream.of(texts(), hashes(), times(), numbers()).flatMap(it -> it);
    }

    private static Stream<Example> texts() {
        Mask.BuiltIn email = new Mask.Email();
        Mask.BuiltIn nothing = new Mask.Nothing();
        return Stream.of(
                example(fixed("it's \\ '; --"), "text", "'x'", "it's \\ '; --"),
                example(fixed("****"), "text", "NULL", "****"),
                example(fixed("long"), "character varying(3)", "'x'", "lon"),
                example(fixed("x"), "character(3)", "'abc'", "x  "),
                example(fixed("0"), "integer", "7", "0"),
                example(fixed("-1.5"), "numeric", "7", "-1.5"),
                example(fixed("-1.5"), "numeric(4,2)", "7", "-1.5 text"),
                example(fixed("***"), "bigint", "7", "*** text"),
                example(fixed("true"), "boolean", "false", "t"),
                example(fixed("1900-01-01"), "date", "'2020-02-02'", "1900-01-01"),
                example(fixed("none"), "masks.\"Mo od\"", "'gut'", "none text"),
                example(nothing, "integer[]", "'{1}'", "NULL"),
                example(nothing, "masks.zip", "'123'", "NULL"),
                example(nothing, "masks.\"Mo od\"[]", "'{gut}'", "NULL"),
                example(nothing, "interval day to second", "'1 h'", "NULL text"),
                example(nothing, "timestamp(3) with time zone", "now()", "NULL"),
                example(partial(2, 1), "text", "'äöüßé'", "äö**é"),
                example(partial(2, 1), "text", "'abc'", "***"),
                example(partial(0, 0), "character varying(9)", "'abc'", "***"),
                example(partial(0, 4), "character varying(9)", "'123456789'", "*****6789"),
                example(partial(1, 0), "character(4)", "'ab'", "a*  "),
                example(partial(1, 0), "integer", "1234", "1*** text"),
                example(partial(1, 1), "text", "''", ""),
                example(partial(1, 1), "text", "NULL", "NULL"),
                example(email, "text", "'alice@example.com'", "a***@example.com"),
                example(email, "text", "'a@example.com'", "***@example.com"),
                example(email, "text", "'\"a@b\"@example.com'", "\"***@example.com"),
                example(email, "text", "'@'", "***@"),
                example(email, "text", "'al@bücher.example '", "a***@bücher.example "),
                example(email, "text", "'al@example.com (Alice, 555-1234)'", "***"),
                example(email, "text", "'al@example.com, <bo@example.com>'", "***"),
                example(email, "text", "'no address'", "***"),
                example(email, "text", "NULL", "NULL"),
                example(email, "character varying(5)", "'ab@cd'", "a***@"));
    }

    private static Stream<Example> hashes() {
        return Stream.of(
                example(
                        LONG,
                        "text",
                        "'Test Using Larger Than Block-Size Key - Hash Key First'",
                        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
                example(HASH, "text", "NULL", "NULL"),
                example(
                        LONG,
                        "bytea",
                        "'Test Using Larger Than Block-Size Key - Hash Key First'",
                        "\\x60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
    }

    private static Stream<Example> times() {
        return Stream.of(
                example(cut(Mask.Unit.MONTH), "date", "'2024-05-17'", "2024-05-01"),
                example(cut(Mask.Unit.DECADE), "date", "'infinity'", "infinity"),
                example(cut(Mask.Unit.WEEK), "date", "NULL", "NULL"),
                example(cut(Mask.Unit.MONTH), "date", "'5874897-12-31'", "infinity"),
                example(cut(Mask.Unit.DECADE), "date", "'4713-01-01 BC'", "-infinity"),
                example(
                        cut(Mask.Unit.WEEK),
                        "timestamp without time zone",
                        "'4714-11-24 BC'",
                        "-infinity"),
                example(
                        cut(Mask.Unit.HOUR),
                        "timestamp(3) without time zone",
                        "'2024-05-17 10:11:12'",
                        "2024-05-17 10:00:00"),
                example(
                        cut(Mask.Unit.QUARTER),
                        "timestamp with time zone",
                        "'2024-05-17 10:11:12+00'",
                        "2024-04-01 00:00:00+00"));
    }

    private static Stream<Example> numbers() {
        return Stream.of(
                example(rounded("10"), "integer", "15", "20"),
                example(rounded("10"), "integer", "-14", "-10"),
                example(rounded("10"), "integer", "NULL", "NULL"),
                example(rounded("10"), "integer", "2147483647", "2147483647"),
                example(rounded("10"), "integer", "-2147483648", "-2147483648"),
                example(rounded("1000"), "smallint", "32767", "32767"),
                example(rounded("10"), "bigint", "9223372036854775807", "9223372036854775807"),
                example(rounded("0.5"), "numeric", "1.3", "1.5"),
                example(rounded("10"), "numeric(3,2)", "9.99", "10 numeric"),
                example(rounded("0.25"), "double precision", "1.3", "1.25"),
                example(rounded("100"), "real", "149", "100"),
                example(rounded("0.01"), "real", "3.4e38", "3.4e+38"),
                example(rounded("10"), "real", "'-infinity'", "-Infinity"),
                example(rounded("0.01"), "double precision", "1.79e308", "1.79e+308"),
                example(rounded("100"), "double precision", "'NaN'", "NaN"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void masksAValue(Example example) throws SQLException {
        boolean another =
                List.of("text", "numeric").stream()
                        .anyMatch(type -> example.result().endsWith(" " + type));
        int end = example.result().lastIndexOf(' ');
        String type = another ? example.result().substring(end + 1) : example.type();
        String result = another ? example.result().substring(0, end) : example.result();
        assertThat(DIALECT.masked(example.mask(), example.type())).isEqualTo(type);
        execute("DROP TABLE IF EXISTS masks.t; CREATE TABLE masks.t (c " + example.type() + ")");
        execute("INSERT INTO masks.t VALUES (" + example.value() + ")");
        String sql = rewritten(example.mask(), example.type());
        try (Connection owner = SalesServer.owner();
                Statement statement = owner.createStatement()) {
            assertThat(Rows.of(statement, sql).rows())
                    .containsExactly(List.of(result, plain(type)));
        }
    }

    /** A type without its modifiers, as {@code pg_typeof} has it. */
    private static String plain(String type) {
        return type.replaceAll("\\([\\d,]+\\)", "");
    }

    private static String rewritten(Mask.BuiltIn mask, String type) {
        Relation relation =
                new Relation(
                        TABLE,
                        RelationKind.TABLE,
                        "",
                        -1,
                        List.of(new Column("c", type, true, "", "")),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of(),
                        Set.of());
        Catalog catalog =
                new Catalog(
                        18,
                        List.of("masks"),
                        Map.of("masks", ""),
                        List.of(relation),
                        Set.of(),
                        Set.of());
        ShownColumn column = new ShownColumn("c", type, new Display.Masked(mask));
        Access access = new Access(TABLE, List.of(column), List.of(), false);
        String text =
                DIALECT.analyse("SELECT c, 'TYPE' AS t FROM t", catalog)
                        .guard(new Obligations(List.of(access)), new Purpose.Fetch(2))
                        .text();
        return text.replace("'TYPE'", "pg_catalog.pg_typeof(c)::text");
    }
}
