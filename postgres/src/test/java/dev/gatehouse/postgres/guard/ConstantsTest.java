package dev.gatehouse.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstantsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT a FROM t WHERE b = 'secret' | SELECT a FROM t WHERE b = ?",
                "SELECT 1, -2.5, .5, 1e9, 0xFF, 1_000 | SELECT ?, -?, ?, ?, ?, ?",
                "SELECT E'it\\'s', B'01', X'1F', N'x', U&'d\\0061ta' | SELECT ?, ?, ?, N?, ?",
                "SELECT $$a secret$$, $x$another$x$ | SELECT ?, ?",
                "SELECT a -- a secret | SELECT a",
                "SELECT /* a secret */ a FROM \"1 'name'\" | SELECT   a FROM \"1 'name'\"",
                "SELECT DATE '2026-11-27' + INTERVAL '1' DAY | SELECT DATE ? + INTERVAL ? DAY",
                "SELECT größe FROM t LIMIT 10 | SELECT größe FROM t LIMIT ?",
                "SELECT e, x1, u FROM n WHERE e IN (1, 2) | SELECT e, x1, u FROM n WHERE e IN (?, ?)",
                "SELECT a FROM t WHERE b = $1 | SELECT a FROM t WHERE b = $1",
            })
    void everyConstantIsAQuestionMark(String sql, String kept) {
        assertThat(GuardFixture.DIALECT.withoutConstants(sql).map(String::strip)).hasValue(kept);
    }

    @Test
    void nothingIsKeptOfATextThatCannotBeRead() {
        assertThat(GuardFixture.DIALECT.withoutConstants("SELECT 'a secret")).isEmpty();
        assertThat(GuardFixture.DIALECT.withoutConstants("SELECT \0")).isEmpty();
    }
}
