package dev.gatehouse.postgres.parser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class PostgresParserTest {
    private static final PostgresParsers PARSERS = PostgresParsers.open(ParserLimits.DEFAULT);
    private static final PostgresParser PARSER = PARSERS.of(GrammarVersion.POSTGRESQL_18);
    private static final ObjectMapper JSON = new ObjectMapper();

    @AfterAll
    static void close() {
        PARSERS.close();
    }

    private static JsonNode parse(String sql) {
        return JSON.readTree(PARSER.parse(sql.getBytes(UTF_8)));
    }

    private static SqlSyntaxException syntaxErrorOf(String sql) {
        return catchThrowableOfType(
                SqlSyntaxException.class, () -> PARSER.parse(sql.getBytes(UTF_8)));
    }

    @Test
    void theTreeIsTheBytesOfLibpgQuery() {
        assertThat(PARSER.parse("SELECT 1".getBytes(UTF_8)))
                .asString(UTF_8)
                .isEqualTo(
                        """
                        {"version":180004,"stmts":[{"stmt":{"SelectStmt":{"targetList":[{"ResTarget":\
                        {"val":{"A_Const":{"ival":{"ival":1},"location":7}},"location":7}}],\
                        "limitOption":"LIMIT_OPTION_DEFAULT","op":"SETOP_NONE"}}}]}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SELECT a FROM t                                | SelectStmt
                    VALUES (1)                                     | SelectStmt
                    TABLE t                                        | SelectStmt
                    WITH x AS (SELECT 1) SELECT * FROM x           | SelectStmt
                    INSERT INTO t VALUES (1)                       | InsertStmt
                    UPDATE t SET a = 1                             | UpdateStmt
                    DELETE FROM t                                  | DeleteStmt
                    MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE | MergeStmt
                    EXPLAIN SELECT 1                               | ExplainStmt
                    COPY t TO STDOUT                               | CopyStmt
                    CREATE TABLE t (a int)                         | CreateStmt
                    DROP TABLE t                                   | DropStmt
                    DO 'begin end'                                 | DoStmt
                    SET x = 1                                      | VariableSetStmt
                    BEGIN                                          | TransactionStmt
                    GRANT SELECT ON t TO r                         | GrantStmt
                    """)
    void everyStatementHasItsNode(String sql, String node) {
        JsonNode statement = parse(sql).at("/stmts/0/stmt");

        assertThat(statement.propertyNames()).containsExactly(node);
    }

    @Test
    void statementsAreCounted() {
        assertThat(parse("SELECT ';'; SELECT $$;$$ /* ; */;;SELECT 3").at("/stmts")).hasSize(3);
        assertThat(parse("").at("/stmts")).isEmpty();
        assertThat(parse("-- nothing").at("/stmts")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    SELEC 1            | syntax error at or near "SELEC"           | 0  | 1:1
                    SELECT 1 FROM      | syntax error at end of input              | 13 | 1:14
                    SELECT x'1' FRO y z| syntax error at or near "y"               | 16 | 1:17
                    SELECT 'abc        | unterminated quoted string at or near "'abc" | 7 | 1:8
                    SELECT "abc        | unterminated quoted identifier at or near "\"abc" | 7 | 1:8
                    SELECT 'ä€😀' x y  | syntax error at or near "y"               | 21 | 1:16
                    """)
    void aSyntaxErrorHasItsPlace(String sql, String message, int offset, String position) {
        SqlSyntaxException error = syntaxErrorOf(sql);

        assertThat(error).hasMessage(message);
        assertThat(error.offset()).isEqualTo(offset);
        assertThat(error.position(sql.getBytes(UTF_8))).hasToString("Optional[" + position + "]");
    }

    @ParameterizedTest
    @CsvSource({"'SELECT\n  1 x y', 2:7", "'SELECT\r\n  1 x y', 2:7", "'SELECT\r  1 x y', 2:7"})
    void linesEndWithAnyOfTheThreeLineEnds(String sql, String position) {
        assertThat(syntaxErrorOf(sql).position(sql.getBytes(UTF_8)))
                .hasToString("Optional[" + position + "]");
    }

    @Test
    void anErrorLeavesTheParserHealthy() {
        for (int i = 0; i < 1000; i++) {
            assertThat(syntaxErrorOf("SELECT (1")).isNotNull();
        }
        assertThat(parse("SELECT 1").at("/stmts")).hasSize(1);
    }

    @Test
    void aNulCharacterIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> PARSER.parse("SELECT 1\0; DROP TABLE t".getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        SqlTextException.class,
                        e -> {
                            assertThat(e.reason()).isEqualTo(SqlTextException.Reason.NUL);
                            assertThat(e.offset()).isEqualTo(8);
                        });
    }

    /** Among them an overlong slash, a lone surrogate, and a code point beyond Unicode. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00FF",
                "\u00C0\u00AF",
                "\u00ED\u00A0\u0080",
                "\u00F4\u0090\u0080\u0080",
                "\u00E4\u00F6",
                "\u00E2\u0082"
            })
    void bytesThatAreNotUtf8AreRefusedWithTheirPlace(String bytes) {
        byte[] text = ("SELECT '" + bytes).getBytes(ISO_8859_1);

        assertThatThrownBy(() -> PARSER.parse(text))
                .isInstanceOfSatisfying(
                        SqlTextException.class,
                        e -> {
                            assertThat(e.reason()).isEqualTo(SqlTextException.Reason.NOT_UTF8);
                            assertThat(e.offset()).isEqualTo(8);
                        });
        assertThatThrownBy(() -> PARSER.scan(text)).isInstanceOf(SqlTextException.class);
    }

    @Test
    void notUtf8IsFoundFarFromTheBeginning() {
        byte[] text = ("SELECT '" + "ä".repeat(5000) + "'").getBytes(UTF_8);
        text[text.length - 1] = (byte) 0xC3;

        assertThatThrownBy(() -> PARSER.parse(text))
                .isInstanceOfSatisfying(
                        SqlTextException.class,
                        e -> assertThat(e.offset()).isEqualTo(text.length - 1));
    }

    @Test
    void aMegabyteOfTextIsParsedAndMoreIsRefused() {
        String letters = "x".repeat(ParserLimits.DEFAULT.maxTextBytes() - "SELECT ''".length());

        assertThat(PARSER.parse(("SELECT '" + letters + "'").getBytes(UTF_8)))
                .hasSizeGreaterThan(letters.length());
        assertThatThrownBy(() -> PARSER.parse(("SELECT '" + letters + "' ").getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        SqlTextException.class,
                        e -> assertThat(e.reason()).isEqualTo(SqlTextException.Reason.TOO_LONG));
    }
}
