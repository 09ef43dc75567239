package dev.gatehouse.postgres.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GrammarVersionTest {
    private static final PostgresParsers PARSERS = PostgresParsers.open(ParserLimits.DEFAULT);

    @AfterAll
    static void close() {
        PARSERS.close();
    }

    @ParameterizedTest
    @CsvSource({"9, 15", "14, 15", "15, 15", "16, 16", "17, 17", "18, 18", "19, 18", "99, 18"})
    void theGrammarIsTheServersOwnOrTheNext(int server, int grammar) {
        assertThat(GrammarVersion.nearest(server).major()).isEqualTo(grammar);
    }

    @ParameterizedTest
    @EnumSource(GrammarVersion.class)
    void aGrammarIsThatOfItsVersion(GrammarVersion version) {
        assertThat(PARSERS.of(version).parse("SELECT 1".getBytes(UTF_8)))
                .asString(UTF_8)
                .startsWith("{\"version\":" + version.major() + "0")
                .contains("{\"ival\":{\"ival\":1}");
    }

    /** From the release notes of each version. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    15 | SELECT regexp_count(a, 'x'), json_object('a', 1), any_value(a) FROM t
                    15 | MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE
                    15 | SELECT * FROM t GROUP BY DISTINCT ROLLUP (a)
                    16 | SELECT JSON_OBJECT('a': 1)
                    16 | SELECT JSON_ARRAYAGG(a ORDER BY b RETURNING jsonb) FROM t
                    16 | SELECT JSON_ARRAY(1, 2 NULL ON NULL)
                    16 | SELECT a IS JSON OBJECT WITH UNIQUE KEYS FROM t
                    16 | SELECT * FROM (SELECT 1)
                    16 | SELECT XMLSERIALIZE(DOCUMENT a AS text INDENT) FROM t
                    17 | SELECT * FROM JSON_TABLE('[1]', '$[*]' COLUMNS (a int PATH '$')) AS j
                    17 | SELECT JSON_VALUE(a, '$.b' RETURNING int DEFAULT 0 ON EMPTY) FROM t
                    17 | SELECT JSON_EXISTS(a, '$.b' PASSING 1 AS x) FROM t
                    17 | SELECT a AT LOCAL FROM t
                    17 | MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE RETURNING *
                    18 | UPDATE t SET a = 1 RETURNING WITH (OLD AS o) o.a
                    """)
    void syntaxIsThereSinceItsVersion(int since, String sql) {
        assertThat(Arrays.stream(GrammarVersion.values()).filter(version -> accepts(version, sql)))
                .containsExactlyElementsOf(since(since));
    }

    private static List<GrammarVersion> since(int major) {
        return Arrays.stream(GrammarVersion.values()).filter(v -> v.major() >= major).toList();
    }

    private static boolean accepts(GrammarVersion version, String sql) {
        try {
            PARSERS.of(version).parse(sql.getBytes(UTF_8));
            return true;
        } catch (SqlSyntaxException e) {
            return false;
        }
    }

    /** Why a server's own grammar matters. */
    @ParameterizedTest
    @CsvSource({"15, '\"name\":\"_000\"'", "16, '\"ival\":1000'", "18, '\"ival\":1000'"})
    void theSameTextMayMeanSomethingElse(int major, String expected) {
        assertThat(PARSERS.of(GrammarVersion.nearest(major)).parse("SELECT 1_000".getBytes(UTF_8)))
                .asString(UTF_8)
                .contains(expected);
    }

    @Test
    void twoVersionsTakeTurnsWithoutAWord() {
        byte[] sql = "SELECT /* once */ 1".getBytes(UTF_8);
        ParserLimits alone = ParserLimits.DEFAULT.withInstances(1);
        try (PostgresParsers parsers = PostgresParsers.open(alone)) {
            PostgresParser oldest = parsers.of(GrammarVersion.POSTGRESQL_15);
            PostgresParser newest = parsers.of(GrammarVersion.POSTGRESQL_18);
            for (int i = 0; i < 20; i++) {
                assertThat(oldest.scan(sql)).isEqualTo(newest.scan(sql)).hasSize(3);
                assertThat(oldest.parse(sql)).isNotEqualTo(newest.parse(sql));
            }
        }
    }
}
