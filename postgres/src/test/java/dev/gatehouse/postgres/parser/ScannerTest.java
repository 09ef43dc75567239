package dev.gatehouse.postgres.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScannerTest {
    private static final PostgresParsers PARSERS = PostgresParsers.open(ParserLimits.DEFAULT);
    private static final PostgresParser PARSER = PARSERS.of(GrammarVersion.POSTGRESQL_18);

    @AfterAll
    static void close() {
        PARSERS.close();
    }

    private static List<String> scan(String sql, boolean comments) {
        byte[] utf8 = sql.getBytes(UTF_8);
        return PARSER.scan(utf8).stream()
                .filter(token -> token.comment() == comments)
                .map(token -> new String(utf8, token.start(), token.end() - token.start(), UTF_8))
                .toList();
    }

    @Test
    void tokensAreFoundByTheirBytes() {
        assertThat(scan("SELECT 'ä€😀' , \"ö\"||$1::int >= 1_000", false))
                .containsExactly(
                        "SELECT", "'ä€😀'", ",", "\"ö\"", "||", "$1", "::", "int", ">=", "1_000");
    }

    @Test
    void aCharacterIsItsOwnKind() {
        assertThat(PARSER.scan("( ;".getBytes(UTF_8)))
                .containsExactly(new Token(0, 1, '('), new Token(2, 3, ';'));
    }

    @Test
    void commentsAreTokens() {
        String sql =
                "SELECT /* a /* nested */ -- still */ 1 -- to the end\n+ '/* no */' || $$-- no$$";

        assertThat(scan(sql, true))
                .containsExactly("/* a /* nested */ -- still */", "-- to the end");
        assertThat(scan(sql, false))
                .containsExactly("SELECT", "1", "+", "'/* no */'", "||", "$$-- no$$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \t\r\n\f\u000b", "\n\n"})
    void aTextOfWhiteSpaceHasNoTokens(String sql) {
        assertThat(PARSER.scan(sql.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void controlCharactersInATokenDoNoHarm() {
        StringBuilder sql = new StringBuilder("'");
        for (char c = 1; c < 0x20; c++) {
            sql.append(c);
        }
        sql.append("\u007f\u0085\u2028\\\"'");

        assertThat(scan(sql.toString(), false)).containsExactly(sql.toString());
    }

    @Test
    void anIncompleteTokenIsAnErrorWithItsPlace() {
        assertThatThrownBy(() -> PARSER.scan("SELECT 'ä', /* open".getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        SqlSyntaxException.class,
                        e -> {
                            assertThat(e).hasMessageStartingWith("unterminated /* comment");
                            assertThat(e.offset()).isEqualTo(13);
                        });
    }

    /**
     * Without memory the module's scanner answers that there are no tokens; that must not be
     * believed.
     */
    @Test
    void aScanThatRunsOutOfMemoryIsNoEmptyText() {
        ParserLimits small = ParserLimits.DEFAULT.withMaxMemoryPages(700);
        try (PostgresParsers parsers = PostgresParsers.open(small)) {
            PostgresParser parser = parsers.of(GrammarVersion.POSTGRESQL_18);
            byte[] sql = ("SELECT 1" + ",1".repeat(100_000)).getBytes(UTF_8);

            assertThatThrownBy(() -> parser.scan(sql))
                    .isInstanceOfSatisfying(
                            SqlTooComplexException.class,
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(SqlTooComplexException.Reason.MEMORY));
            assertThat(parser.scan("SELECT 1".getBytes(UTF_8))).hasSize(2);
        }
    }
}
