package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Display;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.ShownColumn;
import dev.gatehouse.postgres.guard.PostgresDialect;
import dev.gatehouse.postgres.parser.ParserLimits;
import dev.gatehouse.postgres.parser.PostgresParsers;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a caller comes out of a real database as it went in, whatever it is. */
class AttributeTest {

    private static final RelationName NAME = new RelationName("sales", "order_items");
    private static final PostgresParsers PARSERS = PostgresParsers.open(ParserLimits.DEFAULT);
    private static final PostgresDialect DIALECT = new PostgresDialect(PARSERS);

    private static final Relation TABLE =
            new Relation(
                    NAME,
                    RelationKind.TABLE,
                    "",
                    -1,
                    List.of(new Column("sku", "text", true, "", "")),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Set.of(),
                    Set.of());

    private static final Catalog CATALOG =
            new Catalog(
                    18, List.of("sales"), Map.of("sales", ""), List.of(TABLE), Set.of(), Set.of());

    @AfterAll
    static void close() {
        PARSERS.close();
    }

    private static String shown(String expression, Attribute attribute) throws SQLException {
        Display display = new Display.Computed(DIALECT.read(expression, TABLE, CATALOG));
        Access access =
                new Access(
                        NAME, List.of(new ShownColumn("sku", "text", display)), List.of(), false);
        String sql =
                DIALECT.analyse("SELECT sku FROM order_items LIMIT 1", CATALOG)
                        .guard(
                                new Obligations(List.of(access), Map.of("x", attribute)),
                                new Purpose.Fetch(2))
                        .text();
        try (Connection owner = SalesServer.owner();
                Statement statement = owner.createStatement()) {
            return Rows.of(statement, sql).rows().getFirst().getFirst();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "it's",
                "''",
                "' OR 1=1 --",
                "\\' OR 1=1 --",
                "\\",
                "$$",
                "$1",
                ":caller.x",
                "/*",
                "*/",
                "--",
                "line\nbreak",
                "\"",
                "{a,\"b\"}",
                "NULL",
                "ünï→😀",
                "U&'\\0022'",
                "%s ${env:HOME}"
            })
    void aText(String text) throws SQLException {
        Attribute one = new Attribute.Text(text);
        assertThat(shown(":caller.x", one)).isEqualTo(text);
        assertThat(shown("upper(sku)||:caller.x||'.'", one)).endsWith(text + ".");
        Attribute many =
                new Attribute.Many(
                        List.of(
                                new Attribute.Text(text),
                                new Attribute.Truth(true),
                                new Attribute.Numeric(BigDecimal.ONE)));
        assertThat(shown("(:caller.x::text[])[1]", many)).isEqualTo(text);
        assertThat(shown("cardinality(:caller.x::text[])", many)).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "2147483647",
                "2147483648",
                "-2147483648",
                "-2147483649",
                "1.50",
                "-0.25",
                "0.00",
                "123456789012345678901234567890.5"
            })
    void aNumber(String digits) throws SQLException {
        BigDecimal number = new BigDecimal(digits);
        Attribute attribute = new Attribute.Numeric(number);
        assertThat(new BigDecimal(shown("1-:caller.x::numeric", attribute)))
                .isEqualByComparingTo(BigDecimal.ONE.subtract(number));
        assertThat(shown("pg_column_size(:caller.x)", attribute)).isNotBlank();
    }

    @Test
    void trueOrFalse() throws SQLException {
        assertThat(shown("NOT:caller.x", new Attribute.Truth(true))).isEqualTo("false");
        assertThat(shown("NOT:caller.x", new Attribute.Truth(false))).isEqualTo("true");
    }

    @Test
    void anEmptyList() throws SQLException {
        Attribute none = new Attribute.Many(List.of());
        assertThat(shown("sku = ANY(:caller.x)", none)).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\ud800"})
    void whatNoSqlCanSay(String text) {
        assertThatThrownBy(() -> shown(":caller.x", new Attribute.Text(text)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(Code.RULE_UNMET));
        Attribute huge = new Attribute.Numeric(new BigDecimal("1E+999999"));
        assertThatThrownBy(() -> shown("1 - :caller.x::numeric", huge)).isInstanceOf(Refused.class);
    }
}
